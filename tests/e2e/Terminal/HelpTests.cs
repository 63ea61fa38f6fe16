using System.Diagnostics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed class HelpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public HelpTests()
    {
        Directory.CreateSymbolicLink(folder["config"], Repository.PathOf("config"));
        Directory.CreateSymbolicLink(folder["samples"], Repository.PathOf("samples"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("replay")]
    [InlineData("validate")]
    [InlineData("nodes")]
    [InlineData("dag")]
    public void Examples_work_as_they_stand(string command)
    {
        string[] examples = [.. PawlProgram.Run(folder.Path, command, "--help").Text.Split('\n').SkipWhile(l => l != "Examples:").Skip(1).Where(l => l.Length > 0)];
        Assert.NotEmpty(examples);
        Assert.SkipWhen(Array.Exists(examples, e => e.Contains("| dot", StringComparison.Ordinal)) && PawlProgram.Shell("/", "command -v dot").Code != 0, "an example needs Graphviz (dot)");
        foreach (string example in examples)
        {
            Ending run = PawlProgram.Shell(folder.Path, example);
            Assert.True(run.Code == 0, example + ": " + run.Error);
        }
    }

    [Theory]
    [InlineData("config/pipelines/us_equity_ticks.yaml")]
    [InlineData("config/pipelines/gc_ticks.yaml")]
    [InlineData("config/pipelines/pair_spread.yaml")]
    public void Shipped_pipelines_can_be_drawn(string pipeline)
    {
        Assert.StartsWith("<svg", PawlProgram.Run(folder.Path, "dag", pipeline, "--format", "svg").Text[..4], StringComparison.Ordinal);
        Assert.StartsWith("digraph", PawlProgram.Run(folder.Path, "dag", pipeline, "--format", "dot").Text, StringComparison.Ordinal);
        Assert.Contains("┌ sources", PawlProgram.Run(folder.Path, "dag", pipeline).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_has_help_within_100_columns()
    {
        foreach (string command in (string[])["", "replay", "validate", "nodes", "dag"])
        {
            Ending help = PawlProgram.Run(folder.Path, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.Equal(0, help.Code);
            Assert.DoesNotContain('\u001b', help.Text);
            Assert.All(help.Text.Split('\n').TakeWhile(l => l != "Examples:"), line => Assert.InRange(line.Length, 0, 100));
        }
    }

    [Fact]
    public void Version_is_one_clean_line() => Assert.Equal("pawl 0.1.0\n", PawlProgram.Run(folder.Path, "--version").Text);
}
