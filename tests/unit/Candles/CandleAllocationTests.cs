using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>In the steady state no bar allocates anything.</summary>
public sealed class CandleAllocationTests
{
    private const long Second = 1_000_000_000;

    public static TheoryData<string, BarAlignment, GapPolicy, CandleSource> Bars
    {
        get
        {
            TheoryData<string, BarAlignment, GapPolicy, CandleSource> data = [];
            foreach (string frame in new[] { "1s", "7m", "1h", "1d", "1w" })
            {
                data.Add(frame, BarAlignment.Session, GapPolicy.Flat, CandleSource.Trade);
                data.Add(frame, BarAlignment.Epoch, GapPolicy.Skip, CandleSource.Mid);
            }

            foreach (string frame in new[] { "3t", "25v", "2r" }) data.Add(frame, BarAlignment.Epoch, GapPolicy.Skip, CandleSource.Trade);
            return data;
        }
    }

    /// <summary>Each round is two hours of one more day, with holes, pauses and trades that fill several bars.</summary>
    [Theory]
    [MemberData(nameof(Bars))]
    public void No_bar_allocates(string frame, BarAlignment align, GapPolicy gaps, CandleSource from)
    {
        NaiveMarket market = new() { Calendar = NaiveHours.Chicago(2026, 2026), Hours = TradingHours.Extended, Align = align, Gaps = gaps, From = from };
        Runs run = Runs.Of(Runs.CandlesOnly(frame), market.ToInstrument());
        int bars = Enumerable.Range(0, run.Log.Graph.Channels.Length).Single(c => run.Log.Graph.Channels[c].Schema.ClrType == typeof(Candle));
        long start = Timestamp.Parse("2026-02-02T21:30:00Z").Nanoseconds;
        long least = long.MaxValue;
        int closed = 0;
        for (int day = 0; day < 40; day++)
        {
            InputEvent[] events = [.. Enumerable.Range(0, 600).Select(i => Event(from, start + (((day * 7200L) + i) * 12 * Second), i))];
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Driver.Process(run.Log, events);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            foreach (Output output in run.Log.Outbox.Outputs) closed += output.Channel == bars ? 1 : 0;
            run.Log.Outbox.Clear();
        }

        Assert.Equal(0, least);
        Assert.True(closed >= 4, $"{closed} bars");
    }

    private static InputEvent Event(CandleSource from, long time, int i) => Runs.Event(from == CandleSource.Trade
        ? new NaiveTick(time, 100 + (i % 7), i % 50 == 0 ? 300 : 1, Sequence: (time / Second) + (i % 100 == 0 ? 1 : 0))
        : new NaiveQuote(time, i % 9 == 0 ? null : 100 + (i % 7), 108.00000001m));
}
