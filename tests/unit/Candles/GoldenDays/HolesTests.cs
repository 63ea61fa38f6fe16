using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Numbers that are missing make the bars incomplete that are open when it is seen, or begin with the trade that shows it.</summary>
public sealed class HolesTests
{
    private const long Second = 1_000_000_000;

    private static readonly long Open = GoldenDay.Time("2026-03-09T14:00Z").Nanoseconds;

    /// <summary>Number 2 is missing: it may have belonged to the minute that ends before the trade with number 3 is counted.</summary>
    [Fact]
    public void Both_sides_of_a_hole_are_incomplete() => Check(
        "1m 14:00 incomplete, 1m 14:01 incomplete, 1m 14:02, 1h 14:00 incomplete",
        "1m 1h",
        Trade(30, 1), Trade(70, 3), Trade(120, 4));

    /// <summary>The trade with number 3 comes too late to be counted, but number 2 is missing all the same.</summary>
    [Fact]
    public void A_late_tick_shows_a_hole_too() => Check(
        "1m 14:00 incomplete, 1m 14:01, 1h 14:00 incomplete",
        "1m 1h",
        Trade(30, 1), Trade(28, 3), Trade(60, 4));

    /// <summary>So does a trade of size 0. No minute was open, but an hour was.</summary>
    [Fact]
    public void A_trade_of_nothing_shows_a_hole_too() => Check(
        "1m 14:00, 1m 14:03, 1h 14:00 incomplete",
        "1m 1h",
        Trade(30, 1), new NaiveClock(Open + (60 * Second)), Trade(90, 3) with { Size = 0 }, Trade(180, 4));

    /// <summary>A doubled trade shows nothing, and a hole in the first hour says nothing about the second.</summary>
    [Fact]
    public void Later_bars_are_whole() => Check(
        "1h 14:00 incomplete, 1h 15:00, 1d 00:00 incomplete",
        "1h 1d",
        Trade(30, 1), Trade(40, 9), Trade(3600, 10), Trade(3601, 9), Trade(3602, 10), Trade(3603, 11));

    /// <summary>All bars that the trade fills begin with it, or were open.</summary>
    [Fact]
    public void Every_part_of_a_split_trade_is_incomplete() => Check(
        "2v 14:00 incomplete, 2v 14:01 incomplete, 2v 14:01 incomplete, 2v 14:03",
        "2v",
        Trade(30, 1), Trade(60, 3) with { Size = 4 }, Trade(120, 4), Trade(180, 5) with { Size = 2 });

    [Fact]
    public void A_bar_of_one_trade_is_incomplete_after_a_hole() => Check(
        "1t 14:00, 1t 14:01 incomplete, 1t 14:02",
        "1t",
        Trade(30, 1), Trade(60, 3), Trade(120, 4));

    private static NaiveTick Trade(int seconds, long sequence) => new(Open + (seconds * Second), 100, 1, sequence);

    private static void Check(string expected, string frames, params NaiveEvent[] events)
    {
        NaiveMarket market = new();
        Runs run = Runs.Of(Runs.CandlesOnly(frames.Split(' ')), market.ToInstrument());
        List<NaiveBar> bars = run.Candles([.. events.Select(Runs.Event)]);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.Equal(expected, Text(bars));
        Assert.Equal(expected, Text(NaiveCandles.Of(market, events, frames.Split(' '))));
    }

    private static string Text(List<NaiveBar> bars) => string.Join(", ", bars.Select(bar =>
        $"{bar.Frame} {new Timestamp(bar.Start).ToString()[11..16]}{(bar.Flags.HasFlag(CandleFlags.Incomplete) ? " incomplete" : "")}"));
}
