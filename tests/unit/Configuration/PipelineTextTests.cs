using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>A pipeline written out as one text is the same pipeline.</summary>
public sealed class PipelineTextTests
{
    private static readonly KindRegistry Kinds = Runs.Kinds;

    public static TheoryData<string> Pipelines => [.. Directory.EnumerateFiles(Repository.PathOf("config", "pipelines"))
        .Where(f => Path.GetExtension(f) is ".yaml" or ".toml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Each_pipeline_of_the_product_compiles_to_the_same_graph(string name)
    {
        (Graph graph, PipelineFile file) = PipelineFile.Compile(Repository.PathOf("config", "pipelines", name), Kinds, CandleDriver.Layout, out _)!.Value;
        AssertSame(graph, file);
    }

    [Fact]
    public void Whatever_a_file_says_of_nodes_is_kept()
    {
        const string Text = """
            pipeline: all
            symbols: [AAA, BBB]
            instrument: {AAA: US_STOCK, BBB: US_STOCK}
            candles: {frames: [1m, 5m], from: mid}
            nodes:
              "ema_$p": {kind: ema, inputs: [candle(5m)], period: $p, publish: false, each: {p: [9, 21]}}
              slow: {kind: sma, inputs: [indicator(ema_9)], period: 3, trigger: [candle(1m)@BBB]}
              gap: {kind: spread, inputs: {a: candle(1m), b: candle(1m)@BBB}}
            """;
        (Graph Graph, PipelineFile File)? compiled = PipelineFile.Compile("all.yaml", Text, Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        Assert.True(compiled is not null, string.Join('\n', errors));
        AssertSame(compiled.Value.Graph, compiled.Value.File);
        string written = PipelineText.Of(compiled.Value.File);
        Assert.Contains("  \"ema_9\": {\"kind\": \"ema\", \"inputs\": [\"candle(5m)\"], \"publish\": false, \"period\": \"9\"}\n", written, StringComparison.Ordinal);
        Assert.Contains("instrument: {\"AAA\": \"US_STOCK\", \"BBB\": \"US_STOCK\"}\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_and_backslashes_come_back()
    {
        PipelineFile file = new(new PipelineDeclaration("p", default) { Candles = [new Located<string>("a\"b\\c", default)] }, Pawl.Ingestion.CsvOptions.Default);
        PipelineFile read = PipelineFile.Read("p.yaml", PipelineText.Of(file), out _)!;
        Assert.Equal("a\"b\\c", Assert.Single(read.Declaration.Candles).Value);
    }

    private static void AssertSame(Graph graph, PipelineFile file)
    {
        string text = PipelineText.Of(file);
        Graph again = PipelineText.Compile(text, Kinds, CandleDriver.Layout)!;
        Assert.NotNull(again);
        Assert.Null(graph.DifferenceFrom(again.Signature));
        Assert.Equal(
            graph.Channels.Select(c => (c.Index, c.Node, c.Symbol, c.TimeFrame, c.Schema.Name)),
            again.Channels.Select(c => (c.Index, c.Node, c.Symbol, c.TimeFrame, c.Schema.Name)));
        PipelineFile read = PipelineFile.Read("again.yaml", text, out IReadOnlyList<Diagnostic> errors)!;
        Assert.Empty(errors);
        Assert.Equal(text, PipelineText.Of(read));
    }
}
