using System.Reflection;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>The pipelines that users start from, and those in the documentation, are without mistakes.</summary>
public sealed class ShippedPipelinesTests
{
    private static readonly KindRegistry Kinds = new KindRegistry().Add(Assembly.Load("Pawl.Indicators"));

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
        string[] parts = File.ReadAllText(Repository.PathOf("docs", "reference", "pipelines.md")).Split("```");
        string[] examples = [.. parts.Where(part => part.StartsWith("yaml\n", StringComparison.Ordinal)).Select(part => part[5..])];

        Assert.Equal(3, examples.Length);
        foreach (string example in examples)
        {
            AssertCompiles(PipelineFile.Read("example.yaml", example, out IReadOnlyList<Diagnostic> errors), errors);
        }
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
