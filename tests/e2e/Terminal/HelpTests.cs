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

    /// <summary>The program itself, which is the empty name, and its verbs as its help lists them.</summary>
    public static TheoryData<string> Verbs =>
    [
        "",
        .. Commands(PawlProgram.Run("/", "--help").Text),
    ];

    /// <summary>A verb and the verbs that it has itself.</summary>
    public static IEnumerable<string> WithItsVerbs(string verb) =>
        [verb, .. verb.Length == 0 ? [] : Commands(PawlProgram.Run("/", verb, "--help").Text).Select(own => $"{verb} {own}")];

    private static IEnumerable<string> Commands(string help) =>
        help.Split('\n').SkipWhile(l => l != "Commands:").Skip(1).TakeWhile(l => l.Length > 0)
            .Where(l => l[2] != ' ').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

    /// <summary>Those whose examples need no server; the integration tests run the others over one, and examples that name one.</summary>
    public static TheoryData<string> VerbsOfOneMachine => [.. Verbs.Select(v => v.Data).Where(v => v is not ("service" or "monitor"))];

    [Theory]
    [MemberData(nameof(VerbsOfOneMachine), DisableDiscoveryEnumeration = true)]
    public void Examples_work_as_they_stand(string command)
    {
        string[] examples = [.. Help(command).Text.Split('\n').SkipWhile(l => l != "Examples:").Skip(1).Where(l => l.Length > 0 && !l.Contains("nats://", StringComparison.Ordinal))];
        Assert.NotEmpty(examples);
        Assert.SkipWhen(Array.Exists(examples, e => e.Contains("| dot", StringComparison.Ordinal)) && PawlProgram.Shell("/", "command -v dot").Code != 0, "an example needs Graphviz (dot)");
        foreach (string example in examples)
        {
            Ending run = IsEndless(example) ? PawlProgram.Interrupted(folder.Path, example.Trim(), "serving ") : PawlProgram.Shell(folder.Path, example);
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
        Assert.InRange(Verbs.Count, 5, 100);
        foreach (string command in Verbs.Select(v => v.Data).SelectMany(WithItsVerbs))
        {
            Ending help = Help(command);
            Assert.Equal(0, help.Code);
            Assert.DoesNotContain('\u001b', help.Text);
            Assert.All(help.Text.Split('\n').TakeWhile(l => l != "Examples:"), line => Assert.InRange(line.Length, 0, 100));
        }
    }

    [Fact]
    public void Version_is_one_clean_line() => Assert.Equal("pawl 0.1.0\n", PawlProgram.Run(folder.Path, "--version").Text);

    /// <summary>Whether a line serves until it is stopped.</summary>
    private static bool IsEndless(string example) =>
        !example.Contains("--duration", StringComparison.Ordinal)
        && (example.Contains("pawl demo", StringComparison.Ordinal) || example.Contains("pawl tickserver", StringComparison.Ordinal) || example.Contains("--serve", StringComparison.Ordinal));

    private Ending Help(string command) => PawlProgram.Run(folder.Path, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
}
