using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>Candles that say what was traded in them: as CSV, as lines, and through a store.</summary>
public sealed class FlowTests : IDisposable
{
    private const string Pipeline = """
        pipeline: p
        candles: {frames: [1m], flow: true}
        nodes:
          delta: {kind: delta, inputs: {tick: tick, candle: candle(1m), quote: quote}}
        """;

    private readonly TemporaryFolder folder = new();

    public FlowTests()
    {
        folder.Write("SPY_trades.csv", """
            timestamp,price,size,side,bid,ask,conditions
            2024-03-04T14:30:00.5Z,10.25,4,,10,10.25,@F I
            2024-03-04T14:30:10Z,10,3,,,,
            2024-03-04T14:30:20Z,10.125,2,sell,,,
            2024-03-04T14:31:10Z,9,1,,,,
            """);
        folder.Write("p.yaml", Pipeline);
    }

    public void Dispose() => folder.Dispose();

    private Ending Run(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, arguments);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    [Fact]
    public void As_rows()
    {
        Assert.Equal(
            """
            symbol,timeframe,timestamp,close_time,open,high,low,close,volume,trades,flags,buy_volume,sell_volume,neutral_volume,notional,vwap
            SPY,1m,2024-03-04T14:30:00Z,2024-03-04T14:31:00Z,10.25,10.25,10,10.125,9,3,,4,5,0,91.25,10.13888889
            SPY,1m,2024-03-04T14:31:00Z,2024-03-04T14:32:00Z,9,9,9,9,1,1,partial,0,1,0,9,9

            """,
            Run("aggregate", "--in", "SPY_trades.csv", "--timeframe", "1m", "--flow", "--out", "-").Text);
        Run("aggregate", "--in", "SPY_trades.csv", "--timeframe", "1m", "--flow", "--out", "bars");
        Assert.EndsWith(",partial,,,,,", File.ReadLines(Again()).Last(), StringComparison.Ordinal);
    }

    /// <summary>Rows of candles do not say who bought: of what is made of them it is not known.</summary>
    private string Again()
    {
        Run("aggregate", "--in", "bars/SPY_1m.csv", "--timeframe", "5m", "--flow", "--out", "again");
        return folder["again/SPY_5m.csv"];
    }

    [Fact]
    public void The_quote_of_a_row_reaches_nodes_with_its_trade()
    {
        string said = Run("replay", "-p", "p.yaml", "-d", "SPY_trades.csv", "--out", "-").Text;
        Assert.Contains("\"buy_volume\":4,\"sell_volume\":5,\"neutral_volume\":0,", said, StringComparison.Ordinal);
        Assert.Contains("\"buy\":4,\"sell\":5,\"neutral\":0,\"delta\":-1,\"by_venue\":2,\"by_quote\":4,\"by_tick\":3", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_keeps_it_and_what_came_with_the_trades()
    {
        string said = Run("replay", "-p", "p.yaml", "-d", "SPY_trades.csv", "--store", "x.db", "--out", "-").Text;
        Run("db", "status", "--store", "x.db");
        Assert.Equal(
            """
            timestamp,price,size,side,trade_id,sequence,bid,ask,conditions,symbol
            2024-03-04T14:30:00.5Z,10.25,4,,,,10,10.25,@F I,SPY
            2024-03-04T14:30:10Z,10,3,,,,,,,SPY
            2024-03-04T14:30:20Z,10.125,2,sell,,,,,,SPY
            2024-03-04T14:31:10Z,9,1,,,,,,,SPY

            """,
            Run("data", "export", "--store", "x.db", "--out", "-").Text);
        Run("data", "export", "--store", "x.db", "--out", "SPY_again.csv");
        Assert.Equal(said, Run("replay", "-p", "p.yaml", "-d", "SPY_again.csv", "--out", "-").Text);
        Run("verify", "-p", "p.yaml", "-d", "SPY_trades.csv");
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_place()
    {
        folder.Write("p.yaml", Pipeline.Replace("flow: true", "flow: yes", StringComparison.Ordinal));
        Ending flow = PawlProgram.Run(folder.Path, "validate", "p.yaml");
        Assert.Contains("candles: 'flow' must be one of true, false, not 'yes'", flow.Text + flow.Error, StringComparison.Ordinal);

        folder.Write("B_trades.csv", "timestamp,price,size,conditions\n2024-03-04T14:30:00Z,1,1,these are more than twenty-four letters\n");
        Ending long24 = PawlProgram.Run(folder.Path, "aggregate", "--in", "B_trades.csv", "--timeframe", "1m", "--out", "-");
        Assert.Contains("B_trades.csv:2:", long24.Error, StringComparison.Ordinal);
        Assert.Contains("is longer than 24 characters or not ASCII; leave the column out", long24.Error, StringComparison.Ordinal);
    }
}
