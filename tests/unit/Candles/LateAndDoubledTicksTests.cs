using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Ticks that come late, twice, empty or after a gap: counted, reported, and never in a candle.</summary>
public sealed class LateAndDoubledTicksTests
{
    private const long Second = 1_000_000_000;

    private static InputEvent Numbered(long time, long sequence = 0, long tradeId = 0)
    {
        InputEvent e = Runs.Tick(time, 10, 1);
        e.Tick.Sequence = sequence;
        e.Tick.TradeId = tradeId;
        return e;
    }

    [Fact]
    public void A_tick_before_the_newest_whole_second_is_reported_and_changes_no_candle()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        string lines = run.Process(
        [
            Runs.Tick((5 * Second) + 900, 10, 1),
            Runs.Tick((5 * Second) + 100, 11, 1),
            Runs.Tick((5 * Second) - 1, 99, 7),
        ]);
        Assert.Equal(
            """{"symbol":"X","timestamp":"1970-01-01T00:00:04.999999999Z","timeframe":"tick","type":"late_tick","data":{"price":99,"size":7,"newest_time":"1970-01-01T00:00:05.0000009Z"},"metadata":{"version":1,"id":"X:3:1","node":"tick","confirmed":true}}""" + "\n",
            lines);
        NaiveBar bar = Assert.Single(run.Candles(run.Flush()));
        Assert.Equal((11m, 2m, 11m), (bar.High, bar.Volume, bar.Close));
        Assert.Equal(1, run.Driver.StateOf(run.Log).LateTicks);
    }

    [Fact]
    public void A_repeated_venue_sequence_takes_no_number()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        run.Process([Numbered(1, sequence: 7), Numbered(2, sequence: 7), Numbered(3, sequence: 6), Numbered(4, sequence: 8)]);
        Assert.Equal(2, run.Log.Header.Sequence);
        Assert.Equal(2, run.Driver.StateOf(run.Log).DuplicateTicks);
    }

    [Fact]
    public void A_gap_in_the_venue_sequence_is_reported()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        string lines = run.Process([Numbered(1, sequence: 7), Numbered(2, sequence: 10)]);
        Assert.Contains("\"type\":\"data_gap\",\"data\":{\"expected\":8,\"received\":10}", lines, StringComparison.Ordinal);
        Assert.Equal(1, run.Driver.StateOf(run.Log).Gaps);
    }

    [Fact]
    public void What_is_missing_before_a_tick_marks_the_bars_that_have_begun_and_the_one_in_which_data_begin_again()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s", "1m"));
        static InputEvent Tick(double second, byte flags = 0) => Runs.Tick((long)(second * 1_000_000_000), 10, 1) with { Flags = flags };
        string lines = run.Process([Tick(1), Tick(2), Tick(2.5), Tick(62, InputEvent.AfterGap), Tick(62.5), Tick(63), Tick(125)]) + run.Flush();
        Assert.Contains("\"timestamp\":\"1970-01-01T00:01:02Z\",\"timeframe\":\"tick\",\"type\":\"data_gap\",\"data\":{\"expected\":0,\"received\":0}", lines, StringComparison.Ordinal);
        string[] incomplete = [.. lines.Split('\n').Where(l => l.Contains("\"incomplete\"", StringComparison.Ordinal)).Select(l => string.Join(' ', l.Split('"')[7], l.Split('"')[11]))];
        Assert.Equal(["1970-01-01T00:00:02Z 1s", "1970-01-01T00:00:00Z 1m", "1970-01-01T00:01:02Z 1s", "1970-01-01T00:01:00Z 1m"], incomplete);
        Assert.Equal(1, run.Driver.StateOf(run.Log).Gaps);
    }

    [Fact]
    public void Trade_ids_are_remembered_for_4096_ticks()
    {
        Random random = new(1);
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        Queue<long> remembered = new();
        long duplicates = 0;
        for (int i = 0; i < 20_000; i++)
        {
            long id = random.Next(10) == 0 ? random.NextInt64(1, 8000) : 8000 + i;
            if (remembered.Contains(id))
            {
                duplicates++;
            }
            else
            {
                remembered.Enqueue(id);
                if (remembered.Count > 4096)
                {
                    remembered.Dequeue();
                }
            }

            run.Process([Numbered(i, tradeId: id)]);
        }

        Assert.True(duplicates > 100);
        Assert.Equal(duplicates, run.Driver.StateOf(run.Log).DuplicateTicks);
        Assert.Equal(20_000 - duplicates, run.Log.Header.Sequence);
    }

    [Fact]
    public void A_trade_of_size_0_advances_time_but_touches_no_candle()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s"));
        Assert.Empty(run.Candles([Runs.Tick(Second / 2, 10, 1)]));
        NaiveBar closed = Assert.Single(run.Candles([Runs.Tick(Second, 99, 0)]));
        Assert.Equal(10m, closed.High);
        Assert.Empty(run.Candles(run.Flush()));
        Assert.Equal(1, run.Driver.StateOf(run.Log).ZeroTicks);
    }

    [Fact]
    public void Volume_beyond_64_bits_is_exact()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m", "1h"));
        const decimal Huge = 90_000_000_000m;
        List<NaiveBar> bars = run.Candles([Runs.Tick(0, 1, Huge), Runs.Tick(1, 1, Huge), Runs.Tick(2, 1, Huge)]);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.All(bars, b => Assert.Equal(3 * Huge, b.Volume));
        Assert.Equal(2, bars.Count);
    }

    /// <summary>An index is not traded: each of its ticks is a price, and its candles have neither volume nor trades.</summary>
    [Fact]
    public void Ticks_of_an_index_need_no_size()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m", "2t"), Instrument.Default with { CandlesFrom = CandleSource.Index });
        List<NaiveBar> bars = run.Candles([Runs.Tick(Second, 10, 0), Runs.Tick(2 * Second, 12, 5), Runs.Tick(3 * Second, 11, 0)]);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.Equal(
            ["2t 10 12 10 12 0 -1", "1m 10 12 10 11 0 -1"],
            bars.Select(bar => FormattableString.Invariant($"{bar.Frame} {bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume} {bar.Trades}")));
        Assert.Equal(0, run.Driver.StateOf(run.Log).ZeroTicks);
    }
}
