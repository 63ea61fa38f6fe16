using System.Text.Json;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>The pipelines that users start from, and those in the documentation, are without mistakes.</summary>
public sealed class ShippedPipelinesTests
{
    private static readonly KindRegistry Kinds = Runs.Kinds;

    public static TheoryData<string> Files => [
        .. Directory.EnumerateFiles(Repository.PathOf("config", "pipelines"), "*.yaml")
            .Append(Repository.PathOf("bench", "reference.yaml"))
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_compile(string path) =>
        AssertCompiles(PipelineFile.Read(Repository.PathOf(path), out IReadOnlyList<Diagnostic> errors), errors);

    [Fact]
    public void Examples_in_the_reference_compile()
    {
        string[] examples = [.. Examples("yaml")];

        Assert.Equal(4, examples.Length);
        foreach (string example in examples)
        {
            AssertCompiles(PipelineFile.Read("example.yaml", example, out IReadOnlyList<Diagnostic> errors), errors);
        }
    }

    [Fact]
    public void The_example_in_TOML_is_the_first_one_in_YAML()
    {
        PipelineFile? yaml = PipelineFile.Read("p.yaml", Examples("yaml").First(), out _);
        PipelineFile? toml = PipelineFile.Read("p.toml", Examples("toml").Single(), out IReadOnlyList<Diagnostic> errors);

        AssertCompiles(toml, errors);
        Assert.Equal(4, toml!.Declaration.Nodes.Count);
        Assert.Equal(Parts(yaml!), Parts(toml));
    }

    [Fact]
    public void The_example_of_the_guide_to_market_structure_compiles() =>
        AssertCompiles(PipelineFile.Read("example.yaml", Examples("yaml", "guides", "market-structure.md").Single(), out IReadOnlyList<Diagnostic> errors), errors);

    internal static IEnumerable<string> Examples(string syntax) => Examples(syntax, "reference", "pipelines.md");

    private static IEnumerable<string> Examples(string syntax, string folder, string page) => File.ReadAllText(Repository.PathOf("docs", folder, page)).Split("```")
        .Where(part => part.StartsWith(syntax + "\n", StringComparison.Ordinal)).Select(part => part[(syntax.Length + 1)..]);

    /// <summary>All nodes of the graph with what they read, their parameters and their place in memory, and what they give out.</summary>
    private static string[] Parts(PipelineFile file)
    {
        Graph graph = PipelineCompiler.Compile(file.Declaration, Kinds, CandleDriver.Layout, out _)!;
        return
        [
            $"{graph.Name} {string.Join(' ', graph.Symbols)} {graph.BlockBytes}",
            .. graph.Sources.Select(source => source.ToString()),
            .. graph.Channels.Select(channel => $"{channel.Index} {channel.Node} {channel.TimeFrame} {channel.Schema.Name}"),
            .. graph.Nodes.Select(node => JsonSerializer.Serialize(new
            {
                node.Id, node.Rank, Kind = node.Kind?.Name, node.Ids, node.Inputs, node.Triggers, node.WarmUp,
                Arguments = node.Arguments.Select(a => a.Name + "=" + a.Text),
            })),
        ];
    }

    [Fact]
    public void The_reference_pipeline_has_thirty_nodes() =>
        Assert.True(PipelineFile.Read(Repository.PathOf("bench", "reference.yaml"), out _)!.Declaration.Nodes.Count >= 30);

    private static void AssertCompiles(PipelineFile? file, IReadOnlyList<Diagnostic> errors)
    {
        Assert.Empty(errors);
        PipelineCompiler.Compile(file!.Declaration, Kinds, new DriverLayout([], (_, _) => 0), out errors);
        Assert.SkipWhen(Kinds.Kinds.Count == 0, "no kinds to compile with");
        Assert.Empty(errors);
    }
}
