using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed class DagTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Fields at the lines, equal nodes in one box, what only wakes, what is hidden, two symbols; what nothing needs is absent.</summary>
    [Fact]
    public void Everything_that_a_pipeline_can_say_is_drawn()
    {
        folder.Write("all.yaml", """
            symbols: [AAA]
            candles: [5m]
            nodes:
              macd: {kind: macd, inputs: [candle(5m)], fast_period: 3, slow_period: 6, signal_period: 2}
              histogram: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              same: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              high: {kind: ema, inputs: [candle(1m)], source: high, period: 9, publish: false}
              spread: {kind: spread, inputs: [indicator(high), candle(1m).low@BBB]}
              turn: {kind: cross, inputs: [indicator(macd).macd, indicator(macd).signal], trigger: [candle(15m)]}
              delta: {kind: delta, inputs: [tick, candle(1m)]}
              unneeded: {kind: sma, inputs: [candle(1h)], period: 5, publish: false}
            """);
        Ending run = PawlProgram.Run(folder.Path, "dag", "all.yaml");
        Assert.Equal("", run.Error);
        Assert.Equal("""
            all: 11 nodes, 13 edges

            ┌ sources
            ├─● tick@AAA         AAA
            └─○ candle(1m)@BBB   BBB 1m

            ┌ rank 1
            └─○ candle(1m)@AAA   AAA 1m                           ← tick@AAA

            ┌ rank 2
            ├─● delta@AAA        AAA 1m   delta                   ← tick@AAA ← candle(1m)@AAA
            ├─○ high@AAA         AAA 1m   ema high 9              ← candle(1m)@AAA (high)
            └─● candle(5m)@AAA   AAA 5m                           ← candle(1m)@AAA

            ┌ rank 3
            ├─● spread@AAA       AAA 1m   spread                  ← high@AAA (a) ← candle(1m)@BBB (b: low)
            ├─● macd@AAA         AAA 5m   macd 3 6 2              ← candle(5m)@AAA (close)
            └─○ candle(15m)@AAA  AAA 15m                          ← candle(5m)@AAA

            ┌ rank 4
            ├─● histogram@AAA    AAA 5m   histogram = same sma 5  ← macd@AAA (histogram)
            └─● turn@AAA         AAA 5m   cross                   ← macd@AAA (fast: macd)
                                                                  ← macd@AAA (slow: signal) ⇠ candle(15m)@AAA

            ● published  ○ hidden  ← reads  ⇠ only wakes

            """, run.Text);
    }

    [Theory]
    [InlineData("graph.svg", "<svg")]
    [InlineData("graph.dot", "digraph")]
    [InlineData("graph.gv", "digraph")]
    [InlineData("graph.txt", "pair_spread: ")]
    public void The_ending_of_the_file_decides_the_format(string file, string beginning)
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "dag", Repository.PathOf("config", "pipelines", "pair_spread.yaml"), "--out", file).Code);
        Assert.StartsWith(beginning, File.ReadAllText(folder[file]), StringComparison.Ordinal);
    }
}
