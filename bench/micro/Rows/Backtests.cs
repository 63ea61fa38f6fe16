using Pawl.Bench.Baselines;
using Pawl.Bench.Baselines.Indicators;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>Back-tests: from events in memory to statistics on one core; transitions of a strategy; a sweep against single runs.</summary>
internal static class Backtests
{
    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;

    public static IEnumerable<Row> Make(bool quick)
    {
        InputEvent[] bars = Bars(quick ? 200_000 : 1_000_000);
        Graph cross = Pipelines.LoadTraded("cross_backtest.yaml");
        if (new TradedLog(cross, FeedKind.Candles) is var first && first.Run(bars) == 0 | first.Fills == 0)
            throw new InvalidOperationException("the back-test that is measured trades nothing");
        yield return new Row("back-test of two averages, minute bars", "two averages and their crossings, nothing traded", Goal.AtMostEach(1_000), bars.Length, "bar", () => Sink.Take(new TradedLog(cross, FeedKind.Candles).Run(bars)), () => Sink.Take(Crossings(bars)));

        InputEvent[] ticks = EventBatch.Of(TickStream.Generate(quick ? 200_000 : 1_000_000));
        Graph reference = Pipelines.LoadTraded("reference_backtest.yaml");
        yield return new Row("back-test of the reference pipeline, ticks", "the reference pipeline alone", Goal.None, ticks.Length, "tick", () => Sink.Take(new TradedLog(reference, FeedKind.Ticks).Run(ticks)), () => Sink.Take(Computed(reference, ticks)));

        InputEvent[] waves = Waves(bars.Length), calm = Calm(bars.Length);
        long transitions = Transitions(cross, waves);
        if (transitions == 0 || Transitions(cross, calm) != 0)
            throw new InvalidOperationException("the bars that are to make transitions make none, or those that are to make none make some");
        yield return new Row("a state transition of a strategy, nobody answers", "as many bars without one", Goal.AtMostMore(1_000), transitions, "transition", () => Sink.Take(Transitions(cross, waves)), () => Sink.Take(Transitions(cross, calm)));
    }

    /// <summary>Bars of a price that wanders in cents, from the ticks that the other rows use.</summary>
    internal static InputEvent[] Bars(int count)
    {
        RawTick[] ticks = TickStream.Generate(4 * count);
        return Events(count, i => (ticks[4 * i].Price, Math.Max(Math.Max(ticks[4 * i].Price, ticks[(4 * i) + 1].Price), Math.Max(ticks[(4 * i) + 2].Price, ticks[(4 * i) + 3].Price)), Math.Min(Math.Min(ticks[4 * i].Price, ticks[(4 * i) + 1].Price), Math.Min(ticks[(4 * i) + 2].Price, ticks[(4 * i) + 3].Price)), ticks[(4 * i) + 3].Price));
    }

    /// <summary>Bars that swing so that averages cross as often as they can.</summary>
    private static InputEvent[] Waves(int count) => Events(count, i =>
    {
        long price = (100 + (i / 24 % 2 == 0 ? i % 24 : 24 - (i % 24))) * Price.Scale;
        return (price, price, price, price);
    });

    /// <summary>Bars that rise all the time, so that no average ever crosses the other.</summary>
    private static InputEvent[] Calm(int count) => Events(count, i =>
    {
        long price = (100 * Price.Scale) + (i * (Price.Scale / 100));
        return (price, price, price, price);
    });

    private static InputEvent[] Events(int count, Func<int, (long Open, long High, long Low, long Close)> priceOf)
    {
        var events = new InputEvent[count];
        Timestamp start = Timestamp.Parse("2013-10-07T00:00:00Z");
        for (int i = 0; i < count; i++)
        {
            (long open, long high, long low, long close) = priceOf(i);
            Timestamp begin = start.AddNanoseconds(i * Minute), end = begin.AddNanoseconds(Minute);
            events[i] = new InputEvent
            {
                Kind = EventKind.Candle,
                Time = end,
                TimeFrame = TimeFrame.Of(1, TimeUnit.Minute),
                Candle = new Candle
                {
                    Start = begin,
                    CloseTime = end,
                    Open = new Price(open),
                    High = new Price(high),
                    Low = new Price(low),
                    Close = new Price(close),
                    Volume = QuantitySum.Parse("10000"),
                    Trades = 4,
                },
            };
        }

        return events;
    }

    private static long Crossings(InputEvent[] bars)
    {
        var fast = new Ema(9);
        var slow = new Ema(21);
        (long crossings, bool above) = (0, false);
        foreach (ref readonly InputEvent e in bars.AsSpan())
        {
            double close = e.Candle.Close.ToDouble();
            if (!fast.Update(close) | !slow.Update(close))
                continue;
            crossings += fast.Value > slow.Value != above ? 1 : 0;
            above = fast.Value > slow.Value;
        }

        return crossings;
    }

    private static long Computed(Graph graph, InputEvent[] events)
    {
        var run = new EngineRun(graph);
        run.Process(events);
        return run.Finish();
    }

    private static long Transitions(Graph graph, InputEvent[] bars)
    {
        EngineLog log = EngineLog.Create(graph, "ONE");
        var driver = new CandleDriver(graph);
        bool[] isTransition = [.. graph.Channels.Select(c => c.Schema.ClrType == typeof(StateTransition))];
        long count = 0;
        for (int at = 0; at < bars.Length; at += 4096)
        {
            driver.Process(log, bars.AsSpan(at, Math.Min(4096, bars.Length - at)));
            foreach (ref readonly Output output in log.Outbox.Outputs)
                count += isTransition[output.Channel] ? 1 : 0;
            log.Outbox.Clear();
        }

        return count;
    }
}
