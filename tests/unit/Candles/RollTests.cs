using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>The roll as an event of a log.</summary>
public sealed class RollTests
{
    private const long Second = 1_000_000_000;

    private static InputEvent RollAt(long time) => new()
    {
        Kind = EventKind.Roll,
        Time = new Timestamp(time),
        Roll = Change(),
    };

    private static ContractChange Change()
    {
        ContractChange change = new() { FromClose = new Price(Roll.Unknown), ToClose = Price.Parse("11.5"), Offset = Price.Parse("-1.5"), Factor = 1 };
        Assert.True(Text24.TryFrom("ESZ2013", out change.From));
        Assert.True(Text24.TryFrom("A.CONTRACT-OF/24:LETTERS", out change.To));
        return change;
    }

    private static InputEvent Numbered(long time, decimal price, long sequence, long tradeId)
    {
        InputEvent e = Runs.Tick(time, price, 1);
        (e.Tick.Sequence, e.Tick.TradeId) = (sequence, tradeId);
        return e;
    }

    [Fact]
    public void It_takes_a_number_closes_what_ends_and_is_said()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s"));
        string lines = run.Process([Runs.Tick(1, 10, 1), RollAt(2 * Second)]);
        Assert.Equal(2, run.Log.Header.Sequence);
        string[] said = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, said.Length);
        Assert.Contains("\"type\":\"candle\"", said[0], StringComparison.Ordinal);
        Assert.Equal(
            """{"symbol":"X","timestamp":"1970-01-01T00:00:02Z","timeframe":"tick","type":"roll","data":{"from_contract":"ESZ2013","to_contract":"A.CONTRACT-OF/24:LETTERS","from_close":null,"to_close":11.5,"offset":-1.5,"factor":1},"metadata":{"version":1,"id":"X:2:2","node":"tick","confirmed":true}}""",
            said[1]);
    }

    /// <summary>Each contract has numbers of its own: the next one may begin at 1.</summary>
    [Fact]
    public void Numbers_and_ids_of_the_next_contract_are_new()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        run.Process([Numbered(1, 10, 900, 0), Numbered(2, 10, 0, 77), RollAt(3), Numbered(4, 11, 1, 0), Numbered(5, 11, 0, 77), Numbered(6, 11, 3, 0), Numbered(7, 11, 0, 77)]);
        Assert.Equal((1, 1, 6), (run.Driver.StateOf(run.Log).DuplicateTicks, run.Driver.StateOf(run.Log).Gaps, run.Log.Header.Sequence));
        NaiveBar bar = Assert.Single(run.Candles(run.Flush()));
        Assert.Equal((CandleFlags.Rolled | CandleFlags.Incomplete, 5), (bar.Flags, bar.Trades));
    }

    [Fact]
    public void A_bar_that_is_made_of_a_bar_with_a_roll_has_it_too()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s", "1m", "5m"));
        List<NaiveBar> bars = run.Candles([Runs.Tick(1, 10, 1), RollAt(2), Runs.Tick(3, 11, 1), Runs.Tick(70 * Second, 11, 1), Runs.Tick(400 * Second, 11, 1)]);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.Equal(
            ["1s 0 Rolled", "1m 0 Rolled", "1s 70 None", "1m 60 None", "5m 0 Rolled", "1s 400 None", "1m 360 None", "5m 300 None"],
            bars.Select(bar => $"{bar.Frame} {bar.Start / Second} {bar.Flags}"));
    }

    [Fact]
    public void It_is_part_of_what_is_saved_and_allocates_nothing()
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1m"));
        run.Process([Numbered(1, 10, 900, 0), RollAt(2)]);
        Runs restored = run.SaveAndLoad();
        InputEvent[] rest = [Numbered(3, 11, 1, 0), Runs.Clock(new Timestamp(60 * Second))];
        string expected = run.Process(rest);
        Assert.Contains("\"rolled\"", expected, StringComparison.Ordinal);
        Assert.Equal(expected, restored.Process(rest));

        InputEvent[] again = [RollAt(70 * Second)];
        run.Driver.Process(run.Log, again);
        run.Log.Outbox.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            run.Driver.Process(run.Log, again);
            run.Log.Outbox.Clear();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
