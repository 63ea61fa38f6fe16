using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Scripting;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>Nodes of kind lua in pipeline files.</summary>
public sealed class ScriptNodeTests
{
    private const string Good = "strategy{\n  inputs = {price = \"candle(1m)\", fast = {kind = \"ema\", input = \"candle(1m)\", period = 9}},\n  parameters = {size = {default = 1, min = 0, max = 5}},\n}\nfunction on_watch(ctx) end\n";

    [Fact]
    public void A_script_is_wired_as_it_declares()
    {
        (Graph? graph, string errors) = Compile("nodes:\n  a: {kind: lua, script: good, size: 2}\n", ("good", Good));
        Assert.Equal("", errors);
        GraphNode node = graph!.Nodes.Single(n => n.Id == "a");
        Assert.Equal("lua:good", node.Kind!.Name);
        Assert.Contains(graph.Nodes, n => n.Id == "a.fast" && n.Kind!.Name == "ema");
    }

    [Fact]
    public void A_pipeline_may_wire_an_input_itself()
    {
        (Graph? graph, string errors) = Compile("nodes:\n  slow: {kind: sma, inputs: [candle(1m)]}\n  a: {kind: lua, script: good, inputs: {fast: indicator(slow)}}\n", ("good", Good));
        Assert.Equal("", errors);
        Assert.DoesNotContain(graph!.Nodes, n => n.Id == "a.fast");
    }

    [Theory]
    [InlineData("{kind: lua}", "p.yaml:2:13: node 'a': 'script' is missing; add the name of a file in the folder 'scripts' beside this one, such as script: moving_average_cross")]
    [InlineData("{kind: lua, script: ../good}", "script: '../good' cannot name a script; use 1 to 64 small letters, digits, _ and -, without ending")]
    [InlineData("{kind: lua, script: Good}", "script: 'Good' cannot name a script; use 1 to … small letters, digits, _ and -, without ending")]
    [InlineData("{kind: lua, script: absent}", "there is no file …; write it, or check the name")]
    [InlineData("{kind: lua, script: empty}", " has 0 bytes; a script has 1 to 65536")]
    [InlineData("{kind: lua, script: link}", " is a link; put the file itself there")]
    [InlineData("{kind: lua, script: broken}", "broken.lua:1:1: ")]
    [InlineData("{kind: lua, script: good, size: 9}", "size 9 is out of range 0..5")]
    [InlineData("{kind: lua, script: good, sise: 2}", "unknown parameter 'sise'; did you mean 'size'?")]
    [InlineData("{kind: lua, script: good, inputs: [candle(1m)]}", "the inputs of a script are named; write inputs: {fast: …, price: …}, or leave them to the script")]
    [InlineData("{kind: lua, script: good, inputs: {fats: candle(1m)}}", "unknown input 'fats'; did you mean 'fast'?")]
    [InlineData("{kind: lua, script: badinput}", "badinput.lua:1:1: node 'a': unknown input 'candel(1m)'")]
    public void What_is_wrong_is_said_with_its_place(string node, string expected)
    {
        (_, string errors) = Compile($"nodes:\n  a: {node}\n", ("good", Good), ("empty", ""), ("broken", "x = = 1"), ("badinput", "strategy{inputs = {price = 'candel(1m)'}} function on_watch() end"));
        // What stands for … depends on the folder.
        Assert.All(expected.Split('…'), part => Assert.Contains(part, errors, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', errors.Trim());
    }

    [Fact]
    public void A_version_that_cannot_be_kept_or_found_is_told()
    {
        using TemporaryFolder folder = new();
        folder.Write(".versions", "a file where the folder should be");
        ScriptFile file = new("good", [.. System.Text.Encoding.UTF8.GetBytes(Good)]);
        Assert.Contains(" cannot be written, and a log that follows a script needs it again; ", ScriptFolder.Keep(file, folder["good.lua"]), StringComparison.Ordinal);
        Assert.Null(ScriptFolder.ReadVersion(ScriptFolder.NameWithVersion(file), folder.Path, out string mistake));
        Assert.Contains(" is not among the versions that are kept in ", mistake, StringComparison.Ordinal);
        Assert.Null(ScriptFolder.ReadFile(folder["Good.lua"], out mistake));
        Assert.Equal("'Good' cannot name a script; use 1 to 64 small letters, digits, _ and -", mistake);
    }

    private static (Graph? Graph, string Errors) Compile(string pipeline, params (string Name, string Source)[] scripts)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "scripts"));
        foreach ((string name, string source) in scripts)
        {
            File.WriteAllText(Path.Combine(folder.Path, "scripts", name + ".lua"), source);
        }

        File.CreateSymbolicLink(Path.Combine(folder.Path, "scripts", "link.lua"), Path.Combine(folder.Path, "scripts", "good.lua"));
        string path = Path.Combine(folder.Path, "p.yaml");
        File.WriteAllText(path, pipeline);
        var compiled = PipelineFile.Compile(path, Runs.Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        return (compiled?.Graph, string.Join('\n', errors));
    }
}
