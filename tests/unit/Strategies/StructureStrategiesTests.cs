using Pawl.Engine;
using Pawl.Tests.Support;
using Xunit;
using static Pawl.Tests.Unit.Strategies.StrategyBars;

namespace Pawl.Tests.Unit.Strategies;

/// <summary>The strategies on structure, over bars worked out by hand. Relative volume and the average range are read from the volume.</summary>
public sealed class StructureStrategiesTests
{
    private static StrategyRun Breakout() => Run(
        "liquidity_breakout", [("min_volume", "2"), ("stop_atr", "0.5"), ("setup_bars", "2")],
        "candle: candle(1m)", "levels: indicator(levels)", "volume: candle(1m).volume", "range: candle(1m).volume");

    /// <summary>Level 100, close 103, range 2: stop 100 − 0.5·2 = 99, which risks 4, so the target is 111.</summary>
    [Fact]
    public void A_breakout_waits_for_volume()
    {
        StrategyRun run = Breakout();
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(100, 103, 99, 102, 1, Told.AcceptedUp))));
        Assert.Equal("Buy stop 99 target 111", Shown(run.Close(Bar(102, 104, 101, 103, 2))));
    }

    [Fact]
    public void A_breakout_that_closes_back_is_void()
    {
        StrategyRun run = Breakout();
        run.Close(Bar(100, 103, 99, 102, 1, Told.AcceptedUp));
        Assert.Equal("Watch", Shown(run.Close(Bar(102, 104, 99, 100, 5))));
    }

    [Fact]
    public void A_breakout_downwards_is_the_mirror()
    {
        StrategyRun run = Breakout();
        Assert.Equal("CloseWatch, Sell stop 101 target 89", Shown(run.Close(Bar(100, 101, 96, 97, 2, Told.AcceptedDown))));
    }

    private static StrategyRun Hunt() => Run(
        "liquidity_hunt", [("stop_atr", "1"), ("target", "1")],
        "candle: candle(1m)", "levels: indicator(levels)", "breaks: indicator(breaks)", "range: candle(1m).volume");

    /// <summary>The sweep went to 105; the stop lies one range of 2 beyond, the target as far from the close of 98 on the other side.</summary>
    [Fact]
    public void A_hunt_sells_a_failed_sweep_of_highs_when_structure_turns_down()
    {
        StrategyRun run = Hunt();
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(100, 105, 98, 99, 2, Told.RejectedUp))));
        Assert.Equal("", Shown(run.Close(Bar(99, 101, 98, 100, 2, Told.GoesOnDown))));
        Assert.Equal("", Shown(run.Close(Bar(99, 101, 98, 100, 2, Told.TurnUp))));
        Assert.Equal("Sell stop 107 target 89", Shown(run.Close(Bar(99, 100, 97, 98, 2, Told.TurnDown))));
    }

    [Fact]
    public void A_hunt_is_void_when_the_sweep_goes_on()
    {
        StrategyRun run = Hunt();
        run.Close(Bar(100, 105, 98, 99, 2, Told.RejectedUp));
        Assert.Equal("Watch", Shown(run.Close(Bar(99, 107, 98, 106, 2))));
    }

    private static StrategyRun Confluence() => Run(
        "multi_tf_confluence", [("stop_atr", "1"), ("target", "2")],
        "candle: candle(1m)", "trend_fast: candle(1m).close", "trend_slow: candle(1m).open", "breaks: indicator(breaks)", "momentum: candle(1m).high", "range: candle(1m).volume");

    /// <summary>Close above open is an upward trend, the high is momentum: 60 is more than 50 + 5.</summary>
    [Fact]
    public void A_confluence_needs_all_three()
    {
        StrategyRun run = Confluence();
        Assert.Equal("", Shown(run.Close(Bar(40, 60, 30, 41, 3))));
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(40, 52, 30, 41, 3, Told.TurnUp))));
        Assert.Equal("Buy stop 38 target 47", Shown(run.Close(Bar(40, 60, 30, 41, 3))));
        run.Fill(Node, OrderPurpose.Entry, 1, At(41));
        Assert.Equal("Exit", Shown(run.Close(Bar(40, 60, 30, 41, 3, Told.TurnDown))));
    }

    [Fact]
    public void A_confluence_is_void_when_trend_and_structure_part()
    {
        StrategyRun run = Confluence();
        run.Close(Bar(40, 52, 30, 41, 3, Told.TurnUp));
        Assert.Equal("Watch", Shown(run.Close(Bar(41, 60, 30, 40, 3))));
    }

    /// <summary>Prices swing between 99 and 101, so that their average is about 100 and the deviation about 1: 104 is far beyond two of them.</summary>
    [Fact]
    public void A_reversion_goes_back_to_the_average_and_leaves_there()
    {
        StrategyRun run = Run(
            "structure_reversion", [("quiet_bars", "3"), ("reach", "2"), ("stop_atr", "0.5")], "candle: candle(1m)", "breaks: indicator(breaks)", "range: candle(1m).volume");
        for (int i = 0; i < 20; i++)
        {
            decimal price = i % 2 == 0 ? 99 : 101;
            Assert.Equal("", Shown(run.Close(Bar(price, price, price, price, 2))));
        }

        Assert.Equal("CloseWatch", Shown(run.Close(Bar(104, 105, 103, 104, 2))));
        Assert.Equal("Sell stop 106 target none", Shown(run.Close(Bar(101, 101, 101, 101, 2))));
        run.Fill(Node, OrderPurpose.Entry, -1, At(101));
        Assert.Equal("", Shown(run.Close(Bar(101, 101, 101, 101, 2))));
        Assert.Equal("Exit", Shown(run.Close(Bar(99, 99, 99, 99, 2))));
    }

    [Fact]
    public void A_reversion_is_nothing_for_a_trend()
    {
        StrategyRun run = Run("structure_reversion", [("quiet_bars", "30")], "candle: candle(1m)", "breaks: indicator(breaks)", "range: candle(1m).volume");
        for (int i = 0; i < 25; i++)
        {
            run.Close(Bar(100 + (i % 2), 101, 99, 100 + (i % 2), 2));
        }

        Assert.Equal("", Shown(run.Close(Bar(130, 130, 130, 130, 2))));
    }
}
