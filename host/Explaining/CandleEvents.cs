using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>Finds the input events that a candle is made of, by the driver's own verdict on each.</summary>
internal static class CandleEvents
{
    /// <param name="history">The log.</param>
    /// <param name="source">Where the candle was said.</param>
    /// <param name="candle">The candle.</param>
    /// <param name="from">What candles of its symbol are made of.</param>
    /// <param name="closing">The position of the event that closed it.</param>
    /// <returns>Null where there are none: a bar without a trade.</returns>
    public static MarketEvents? Of(LogHistory history, Source source, Candle candle, CandleSource from, int closing)
    {
        List<MarketEvent> all = Collect(history, source, candle, from, closing);
        if (!source.TimeFrame.IsTime && candle.Trades > 0 && all.Count > candle.Trades)
        {
            all.RemoveRange(0, all.Count - (int)candle.Trades);
        }

        if (all.Count == 0)
        {
            return null;
        }

        List<(string, MarketEvent)> named = [("first", all[0]), ("last", all[^1])];
        if (all.TrueForAll(e => e.Event.Kind == EventKind.Tick))
        {
            named.AddRange([("high", all.First(e => e.Event.Tick.Price == candle.High)), ("low", all.First(e => e.Event.Tick.Price == candle.Low))]);
        }

        return new MarketEvents(all.Count, named, all[0].Event.Kind == EventKind.Quote || !source.TimeFrame.IsTime ? null : Volume(all) == candle.Volume);
    }

    private static List<MarketEvent> Collect(LogHistory history, Source source, Candle candle, CandleSource from, int closing)
    {
        bool isTime = source.TimeFrame.IsTime;
        List<MarketEvent> all = [];
        EngineLog log = history.Before(l => l.Header.Sequence > 0 && l.Header.Time >= candle.Start, out int position);
        for (; position <= closing; position++)
        {
            InputEvent e = history[position];
            long left = LeftOut(history.Driver.StateOf(log));
            history.Step(log, position);
            bool counts = LeftOut(history.Driver.StateOf(log)) == left && e.Symbol == source.Symbol && e.Kind switch
            {
                EventKind.Tick => from == CandleSource.Trade && IsIn(e.Time),
                EventKind.Quote => from != CandleSource.Trade && IsIn(e.Time),
                EventKind.Candle => isTime && e.Candle.Start >= candle.Start && e.Candle.CloseTime <= candle.CloseTime && e.TimeFrame <= source.TimeFrame,
                _ => false,
            };
            if (counts)
            {
                all.Add(new MarketEvent(log.Header.Sequence, position, e));
            }
        }

        return all;

        bool IsIn(Timestamp time) => time >= candle.Start && (time < candle.CloseTime || (!isTime && time == candle.CloseTime));
    }

    private static long LeftOut(DriverState state) => state.LateTicks + state.ZeroTicks + state.OutsideTicks + state.DuplicateTicks;

    private static QuantitySum Volume(List<MarketEvent> events) =>
        events.Aggregate(QuantitySum.Zero, (sum, e) => e.Event.Kind == EventKind.Tick ? sum + e.Event.Tick.Size : sum + e.Event.Candle.Volume);
}
