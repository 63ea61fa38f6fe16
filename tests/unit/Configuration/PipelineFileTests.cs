using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

public sealed class PipelineFileTests
{
    private const string Whole = """
        # a comment
        pipeline: es_futures
        symbols: [ES, "NQ"]
        candles:
          - 1m
          - 5m
        csv:
          columns: {timestamp: time, price: last, volume: ""}
          zone: +05:30
          where: {suspicious: "0", kind: T}
          timeframe: 60s
        nodes:
          rsi: {kind: rsi, inputs: [candle(1m), 'candle(1m)@NQ'], period: 14, publish: false}
          confluence:
            kind: multi_tf_confluence
            timeframe: 15m
            inputs: {trend: indicator(trend), bar: candle(5m).hlc3}
            trigger:
            - candle(5m)
        """;

    private static PipelineFile Read(string text)
    {
        PipelineFile? file = PipelineFile.Read("p.yaml", text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!;
    }

    private static Place At(int line, int column) => new("p.yaml", line, column);

    [Fact]
    public void A_whole_pipeline_is_read_with_the_place_of_every_part()
    {
        PipelineDeclaration pipeline = Read(Whole).Declaration;

        Assert.Equal(("es_futures", At(2, 11)), (pipeline.Name, pipeline.Place));
        Assert.Equal([new Located<string>("ES", At(3, 11)), new Located<string>("NQ", At(3, 15))], pipeline.Symbols);
        Assert.Equal([new Located<string>("1m", At(5, 5)), new Located<string>("5m", At(6, 5))], pipeline.Candles);
        Assert.Equal("rsi confluence", string.Join(' ', pipeline.Nodes.Select(node => node.Id)));
    }

    [Fact]
    public void A_node_in_flow_style()
    {
        NodeDeclaration rsi = Read(Whole).Declaration.Nodes[0];

        Assert.Equal(("rsi", At(13, 3), At(13, 15)), (rsi.Kind, rsi.Place, rsi.KindPlace));
        Assert.Equal([new Argument("period", "14", At(13, 59), At(13, 67))], rsi.Arguments);
        Assert.Equal(
            [new InputDeclaration(null, "candle(1m)", At(13, 29)), new InputDeclaration(null, "candle(1m)@NQ", At(13, 41))],
            rsi.Inputs);
        Assert.Empty(rsi.Triggers);
        Assert.Null(rsi.TimeFrame);
        Assert.False(rsi.Publish);
    }

    [Fact]
    public void A_node_in_block_style()
    {
        NodeDeclaration node = Read(Whole).Declaration.Nodes[1];

        Assert.Equal(("multi_tf_confluence", At(14, 3), At(15, 11)), (node.Kind, node.Place, node.KindPlace));
        Assert.Empty(node.Arguments);
        Assert.Equal(
            [new InputDeclaration("trend", "indicator(trend)", At(17, 21)), new InputDeclaration("bar", "candle(5m).hlc3", At(17, 44))],
            node.Inputs);
        Assert.Equal([new InputDeclaration(null, "candle(5m)", At(19, 7))], node.Triggers);
        Assert.Equal(new Located<string>("15m", At(16, 16)), node.TimeFrame);
        Assert.True(node.Publish);
    }

    [Fact]
    public void The_csv_section()
    {
        CsvOptions csv = Read(Whole).Csv;

        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["timestamp"] = "time", ["price"] = "last", ["volume"] = "" }, csv.Columns);
        Assert.Equal(new TimeSpan(5, 30, 0), csv.AssumedOffset);
        Assert.Equal([new CsvFilter("suspicious", "0"), new CsvFilter("kind", "T")], csv.Where);
        Assert.Equal(TimeFrame.Parse("1m"), csv.TimeFrame);
    }

    [Theory]
    [InlineData("UTC", 0)]
    [InlineData("Z", 0)]
    [InlineData("'-03:30'", -210)]
    [InlineData("+14:00", 840)]
    public void Zones(string zone, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Read($"candles: [1m]\ncsv: {{zone: {zone}}}").Csv.AssumedOffset);

    [Theory]
    [InlineData("candles: [1m, 5m]", null)]
    [InlineData("candles: {frames: [1m, 5m]}", null)]
    [InlineData("candles: {frames: [1m, 5m], from: trade}", CandleSource.Trade)]
    [InlineData("candles: {from: mid, frames: [1m, 5m]}", CandleSource.Mid)]
    public void What_candles_are_made_of(string text, CandleSource? from)
    {
        PipelineFile file = Read(text);
        Assert.Equal(["1m", "5m"], file.Declaration.Candles.Select(c => c.Value));
        Assert.Equal(from, file.CandlesFrom);
    }

    [Fact]
    public void Without_a_csv_section_files_are_read_as_usual() => Assert.Same(CsvOptions.Default, Read("candles: [1m]").Csv);

    [Fact]
    public void Without_a_name_the_file_names_the_pipeline()
    {
        PipelineFile? file = PipelineFile.Read("some/folder/gc_ticks.yaml", "candles: [1m]", out IReadOnlyList<Diagnostic> errors);

        Assert.Empty(errors);
        Assert.Equal("gc_ticks", file!.Declaration.Name);
    }

    [Fact]
    public void Json_is_a_pipeline_too() =>
        Assert.Equal("14", Read("""{"nodes": {"rsi": {"kind": "rsi", "inputs": ["candle(1m)"], "period": 14}}}""").Declaration.Nodes[0].Arguments[0].Text);

    [Fact]
    public void What_could_be_understood_is_there_beside_the_errors_for_the_compiler_to_check()
    {
        PipelineFile? file = PipelineFile.Read("p.yaml", """
            nodes:
              a: {inputs: [candle(1m)]}
              b: 5
              c: {knd: ema, input: [indicator(a)], period: 9}
              d: {kind: ema, inputs: indicator(c), period: [9]}
            """, out IReadOnlyList<Diagnostic> errors);

        Assert.Equal(6, errors.Count);
        IReadOnlyList<NodeDeclaration> nodes = file!.Declaration.Nodes;
        Assert.Equal([("a", ""), ("b", ""), ("c", "ema"), ("d", "ema")], nodes.Select(node => (node.Id, node.Kind)));
        Assert.Equal("indicator(a)", Assert.Single(nodes[2].Inputs).Text);
        Assert.Equal("period", Assert.Single(nodes[2].Arguments).Name);
        Assert.Equal("indicator(c)", Assert.Single(nodes[3].Inputs).Text);
        Assert.Empty(nodes[3].Arguments);
    }
}
