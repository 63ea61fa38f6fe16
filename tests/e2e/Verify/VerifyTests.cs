using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Verify;

public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Three_symbols_hold_and_the_hash_is_that_of_replay()
    {
        string[] run = ["--pipeline", Sample.Pipeline, .. Sample.Data(Sample.ThreeSymbols(folder))];
        Ending found = PawlProgram.Run(folder.Path, ["verify", .. run]);
        Assert.True(found.Code == 0, found.Text + found.Error);
        string[] lines = found.Text.Split('\n');
        Assert.Equal(7, lines.Count(l => l.EndsWith("  equal", StringComparison.Ordinal)));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
        Assert.Contains("run sha256:" + PawlProgram.Run(folder.Path, ["replay", .. run]).Hash("run"), lines);
    }

    [Fact]
    public void Symbols_that_share_a_log_and_the_rules_of_a_market_hold_too()
    {
        string[] files = [.. new[] { ("AAA", 1UL), ("BBB", 2UL) }.Select(f => Sample.Ticks(f.Item2).Write(folder[f.Item1 + "_trades.csv"]))];
        Ending found = PawlProgram.Run(folder.Path, ["verify", "-p", Repository.PathOf("tests", "e2e", "Golden", "pair.yaml"), .. Sample.Data(files), "--instrument", "ES", "--every", "10", "--json"]);
        Assert.True(found.Code == 0, found.Text + found.Error);
        using JsonDocument json = JsonDocument.Parse(found.Text);
        Assert.True(json.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal(10, json.RootElement.GetProperty("every").GetInt32());
        Assert.All(json.RootElement.GetProperty("checks").EnumerateArray(), c => Assert.True(c.GetProperty("equal").GetBoolean()));
    }

    [Fact]
    public void Standard_input_is_refused_for_it_can_be_read_once()
    {
        Ending found = PawlProgram.Run(folder.Path, "verify", "-p", Sample.Pipeline, "-d", "X=-");
        Assert.Equal((2, "pawl: --data -: verify reads the data several times, and standard input can be read once; give files\n"), (found.Code, found.Error));
    }
}
