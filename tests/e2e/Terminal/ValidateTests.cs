using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed class ValidateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ValidateTests()
    {
        folder.Write("good.yaml", "symbols: [ES, NQ]\ncandles: [1m]\nnodes: {ema_$tf: {each: {tf: [1m, 5m]}, kind: ema, inputs: [candle($tf)]}}\n");
        folder.Write("one.yaml", "candles: [15m]");
        folder.Write("base.yaml", "nodes:\n  a: {kind: emma, inputs: [tick]}\n");
        folder.Write("b.yaml", "extends: base.yaml\nnodes:\n  b: {kind: ema, inputs: [indicator(a)], period: 0}\n");
        folder.Write("c.yaml", "extends: base.yaml\ncandles: [1q]\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Good_files_are_a_line_each()
    {
        Ending run = PawlProgram.Run(folder.Path, "validate", "good.yaml", "one.yaml");

        Assert.Equal(
            """
            good.yaml: pipeline good: symbols ES, NQ; candles 1m, 5m; 2 nodes
            one.yaml: pipeline one: any symbol; candles 15m; 0 nodes

            """, run.Text);
        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Fact]
    public void All_mistakes_of_all_files_come_sorted_by_place_and_once()
    {
        Ending run = PawlProgram.Run(folder.Path, "validate", "none.yaml", "c.yaml", "good.yaml", "b.yaml", "b.yaml");

        Assert.Equal(
            """
            good.yaml: pipeline good: symbols ES, NQ; candles 1m, 5m; 2 nodes
            b.yaml:3:50: node 'b': period 0 is out of range 1..10000
            base.yaml:2:13: node 'a': unknown kind 'emma'; did you mean 'ema'?
            c.yaml:2:11: unknown time frame '1q'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range
            none.yaml: no such file; check the path, it is relative to the current directory

            """, run.Text);
        Assert.Equal((1, ""), (run.Code, run.Error));
    }

    [Fact]
    public void Mistakes_as_json()
    {
        Ending run = PawlProgram.Run(folder.Path, "validate", "--json", "b.yaml", "none.yaml");

        Assert.Equal(1, run.Code);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(
            [("b.yaml", 3, 50), ("base.yaml", 2, 13), ("none.yaml", 0, 0)],
            json.RootElement.EnumerateArray().Select(m => (m.GetProperty("file").GetString()!, m.GetProperty("line").GetInt32(), m.GetProperty("column").GetInt32())));
        Assert.All(json.RootElement.EnumerateArray(), m => Assert.Equal(["file", "line", "column", "message"], m.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("node 'b': period 0 is out of range 1..10000", json.RootElement[0].GetProperty("message").GetString());

        Ending good = PawlProgram.Run(folder.Path, "validate", "--json", "good.yaml");
        Assert.Equal((0, "[]\n"), (good.Code, good.Text));
    }

    [Fact]
    public void The_schema_is_the_committed_one() =>
        Assert.Equal(File.ReadAllText(Repository.PathOf("config", "schemas", "pipeline.schema.json")), PawlProgram.Run(folder.Path, "validate", "--schema", "pipeline").Text);
}
