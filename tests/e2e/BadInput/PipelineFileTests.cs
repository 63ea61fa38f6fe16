using System.Text;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

public sealed class PipelineFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PipelineFileTests() => Sample.Ticks(41).Write(folder["SPY_trades.csv"]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "bad.yaml:1:1: ")]
    [InlineData("candles: [1m", "bad.yaml:2:1: not valid YAML")]
    [InlineData("candles: [1q]\n", "bad.yaml:1:11: ")]
    [InlineData("nodes:\n  a: {kind: emma, inputs: [candle(1m)], period: 9}\n", "bad.yaml:2:13: node 'a': unknown kind 'emma'; did you mean 'ema'?")]
    [InlineData("nodes:\n  a: {kind: ema, inputs: [candle(1m)], period: 0}\n", "bad.yaml:2:")]
    [InlineData("nodes:\n  a: {kind: ema, inputs: [candle(1m)], perod: 9}\n", "'period'")]
    [InlineData("nodes:\n  a: {kind: ema, inputs: [candle(1m)]}\n  a: {kind: ema, inputs: [candle(5m)]}\n", "bad.yaml:3:3: ")]
    [InlineData("nodes:\n  a: {kind: sma, inputs: [indicator(b)]}\n  b: {kind: sma, inputs: [indicator(c)]}\n  c: {kind: sma, inputs: [indicator(a)]}\n", "a → c → b → a")]
    [InlineData("candles: [!!python/object:os.system 1m]\n", "bad.yaml:1:11: tags are not supported")]
    public void Mistakes(string text, string saying) => Refused(text, saying);

    [Fact]
    public void Nested_brackets()
    {
        Refused("candles: " + new string('[', 25_000), "nested deeper than 32");
        Refused("candles: " + new string('[', 25_000) + new string(']', 25_000), "nested deeper than 32");
        Refused("nodes: " + string.Concat(Enumerable.Repeat("{a: ", 25_000)), "nested deeper than 32");
    }

    [Fact]
    public void Alias_bombs()
    {
        StringBuilder bomb = new("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'z'; c++)
        {
            bomb.Append($"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n");
        }

        Refused(bomb.ToString(), "anchors (&) and aliases (*) are not supported");
    }

    [Fact]
    public void Ten_megabytes_and_loops_that_would_be_as_much()
    {
        string many = string.Join(", ", Enumerable.Range(0, 5_000));
        Refused(new string('#', 10_000_000), "larger than 256 KB");
        Refused($"nodes: {{a_$x_$y: {{each: {{x: [{many}], y: [{many}]}}, kind: ema, inputs: [tick]}}}}", "more than 10000 nodes");
        Refused($"nodes: {{a_$x: {{each: {{x: [{many}]}}, kind: ema, inputs: [{string.Join(", ", Enumerable.Repeat("[]", 40_000))}]}}}}", "more than 8 MB");
    }

    [Fact]
    public void Files_that_are_none()
    {
        IsRefused("none.yaml", "none.yaml: no such file");
        IsRefused("/", "/: a directory");
        IsRefused("/dev/zero", "/dev/zero: larger than 256 KB");
    }

    [Fact]
    public void All_mistakes_at_once_a_line_for_each()
    {
        folder.Write("bad.yaml", "nodes:\n  a: {kind: emma, inputs: [candle(1m)]}\n  b: {kind: sma, inputs: [indicator(x)]}\n  c: {kind: sma, inputs: [candle(1m)], period: -1}\n");
        Ending run = PawlProgram.Run(folder.Path, "dag", "bad.yaml");
        Assert.Equal(1, run.Code);
        Assert.Equal(["pawl: bad.yaml:2", "pawl: bad.yaml:3", "pawl: bad.yaml:4"], run.ErrorLines.Select(l => l[..16]));
    }

    private void Refused(string text, string saying)
    {
        folder.Write("bad.yaml", text);
        IsRefused("bad.yaml", saying);
    }

    private void IsRefused(string pipeline, string saying)
    {
        Refusal.IsRefused(folder.Path, 1, saying, "replay", "-p", pipeline, "-d", "SPY_trades.csv");
        Refusal.IsRefused(folder.Path, 1, saying, "dag", pipeline);
    }
}
