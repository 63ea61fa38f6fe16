using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Strategies.StrategyBars;

namespace Pawl.Tests.Unit.Strategies;

/// <summary>The two strategies that everyone tries first, against their rule.</summary>
public sealed class FirstStrategiesTests
{
    /// <summary>The position after each bar is that of the newest cross, found from whole series: open against close stand for two averages.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_cross_of_averages_is_always_on_the_side_of_the_newest_cross(ulong seed)
    {
        StrategyRun run = Run("moving_average_cross", [("size", "1")], "candle: candle(1m)", "fast: candle(1m).close", "slow: candle(1m).open");
        Lcg random = new(seed);
        Candle[] bars = [.. Enumerable.Range(0, 400).Select(_ => Bar(100 + random.Next(5), 110, 90, 100 + random.Next(5)))];
        int position = 0;
        for (int i = 0; i < bars.Length; i++)
        {
            position += run.Trade(Node, bars[i]).Sum(side => side == TradeDirection.Buy ? 1 : -1);
            bool[] above = [.. bars.Take(i + 1).Select(b => b.Close > b.Open)];
            int newest = Enumerable.Range(1, i).LastOrDefault(k => above[k] != above[k - 1]);
            Assert.Equal(newest == 0 ? 0 : above[newest] ? 1 : -1, position);
        }
    }

    [Fact]
    public void A_cross_may_be_bought_alone_with_a_stop_and_a_target()
    {
        StrategyRun run = Run("moving_average_cross", [("sides", "long"), ("stop", "2"), ("target", "5")], "candle: candle(1m)", "fast: candle(1m).close", "slow: candle(1m).open");
        run.Close(Bar(100, 101, 99, 99));
        Assert.Equal("CloseWatch, Buy stop 98 target 105", Shown(run.Close(Bar(99, 101, 99, 100))));
        run.Fill(Node, OrderPurpose.Entry, 1, At(100));
        Assert.Equal("Exit", Shown(run.Close(Bar(100, 101, 99, 99))));
        Assert.Equal("Watch", Shown(run.Fill(Node, OrderPurpose.Exit, -1, At(99))));
    }

    /// <summary>RSI is what the test says; it is read from the volume.</summary>
    [Fact]
    public void A_reversal_is_entered_when_it_turns_back_and_left_in_the_middle()
    {
        StrategyRun run = Run("rsi_reversal", [("stop", "1")], "candle: candle(1m)", "rsi: candle(1m).volume");
        Assert.Equal("", Shown(run.Close(Bar(10, 11, 9, 10, 31))));
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(10, 11, 9, 10, 29))));
        Assert.Equal("", Shown(run.Close(Bar(10, 11, 9, 10, 20))));
        Assert.Equal("Buy stop 9.9 target none", Shown(run.Close(Bar(10, 11, 9, 10, 30))));
        run.Fill(Node, OrderPurpose.Entry, 1, At(10));
        Assert.Equal("", Shown(run.Close(Bar(10, 11, 9, 10, 49))));
        Assert.Equal("Exit", Shown(run.Close(Bar(10, 11, 9, 10, 50))));
        run.Fill(Node, OrderPurpose.Exit, -1, At(10));
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(10, 11, 9, 10, 71))));
        Assert.Equal("Sell stop 10.1 target none", Shown(run.Close(Bar(10, 11, 9, 10, 69))));
    }

    /// <summary>In a market that does not move RSI is 0 by one convention and 100 by another: neither is a signal.</summary>
    [Fact]
    public void A_flat_market_is_no_signal()
    {
        StrategyRun run = Run("rsi_reversal", [], "candle: candle(1m)", "rsi: candle(1m).volume");
        run.Close(Bar(10, 10, 10, 10, 50));
        Assert.Equal("", Shown(run.Close(Bar(10, 10, 10, 10, 0))));
        Assert.Equal("", Shown(run.Close(Bar(10, 10, 10, 10, 100))));
        Assert.Equal("CloseWatch", Shown(run.Close(Bar(10, 11, 10, 10, 100))));
    }

    [Fact]
    public void A_strategy_is_no_number()
    {
        PipelineDeclaration pipeline = Runs.Pipeline([], ("s", "probe", ["candle(1m)"], []), ("e", "mix", ["indicator(s)"], []));
        KindRegistry kinds = new KindRegistry().Add(typeof(StrategyProbe)).Add(typeof(Mix));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Runs.Compile(pipeline, kinds));
        Assert.Contains("takes a number, but 'indicator(s)' gives strategy_event events; what fits: candle(5m)", refused.Message, StringComparison.Ordinal);
    }
}
