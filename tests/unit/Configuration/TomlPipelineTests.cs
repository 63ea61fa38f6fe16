using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>A pipeline in TOML declares what its twin in YAML does; only the places differ.</summary>
public sealed class TomlPipelineTests
{
    private const string Yaml = """
        pipeline: twins
        symbols: [ES, "NQ"]
        candles: [1m, 5m]
        csv:
          columns: {timestamp: time, price: last, volume: ""}
          zone: "-03:30"
          where: {suspicious: "0", kind: T}
          timeframe: 60s
        nodes:
          rsi: {kind: rsi, inputs: [candle(1m), candle(1m)@NQ], period: 1000, publish: false}
          bands: {kind: bollinger, inputs: [candle(1m)], deviations: 2.5}
          turn:
            kind: cross
            timeframe: 15m
            inputs: {trend: indicator(trend), bar: candle(5m).hlc3}
            trigger: [candle(5m)]
        """;

    private const string Toml = """
        pipeline = "twins"
        symbols = ["ES", 'NQ']
        candles = [
          "1m",
          "5m", # both
        ]
        [nodes.rsi]
        kind = "rsi"
        inputs = ["candle(1m)", "candle(1m)@NQ"]
        period = 1_000
        publish = false
        [csv]
        columns = {timestamp = "time", price = "last", volume = ""}
        zone = "-03:30"
        where.suspicious = "0"
        where.kind = "T"
        timeframe = "60s"
        [nodes]
        bands = {kind = "bollinger", inputs = ["candle(1m)"], deviations = +2.5}
        [nodes.turn]
        kind = "cross"
        timeframe = "15m"
        inputs.trend = "indicator(trend)"
        inputs.bar = "candle(5m).hlc3"
        trigger = ["candle(5m)"]
        """;

    private static PipelineFile Read(string name, string text)
    {
        PipelineFile? file = PipelineFile.Read(name, text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!;
    }

    /// <summary>Everything that is declared, a line for each part.</summary>
    private static IEnumerable<string> Lines(PipelineDeclaration pipeline) =>
    [
        pipeline.Name,
        string.Join(' ', pipeline.Symbols.Select(s => s.Value)),
        string.Join(' ', pipeline.Candles.Select(c => c.Value)),
        .. pipeline.Nodes.Select(node => string.Join(" | ",
            node.Id, node.Kind, node.Publish, node.TimeFrame?.Value,
            string.Join(' ', node.Arguments.Select(a => $"{a.Name}={a.Text}")),
            string.Join(' ', node.Inputs.Select(i => $"{i.Name}:{i.Text}")),
            string.Join(' ', node.Triggers.Select(i => $"{i.Name}:{i.Text}")))),
    ];

    [Fact]
    public void They_declare_the_same()
    {
        PipelineFile yaml = Read("p.yaml", Yaml);
        PipelineFile toml = Read("p.toml", Toml);

        Assert.Equal(Lines(yaml.Declaration), Lines(toml.Declaration));
        Assert.Equal(["rsi", "bands", "turn"], toml.Declaration.Nodes.Select(node => node.Id));
        Assert.Equal(yaml.Csv.Columns, toml.Csv.Columns);
        Assert.Equal(yaml.Csv.Where, toml.Csv.Where);
        Assert.Equal((yaml.Csv.AssumedOffset, yaml.Csv.TimeFrame), (toml.Csv.AssumedOffset, toml.Csv.TimeFrame));
        Assert.NotNull(toml.Csv.TimeFrame);
    }

    [Fact]
    public void Places_are_those_of_the_file()
    {
        NodeDeclaration rsi = Read("p.toml", Toml).Declaration.Nodes[0];

        Assert.Equal((new Place("p.toml", 7, 8), new Place("p.toml", 8, 8)), (rsi.Place, rsi.KindPlace));
        Assert.Equal([new Argument("period", "1000", new Place("p.toml", 10, 1), new Place("p.toml", 10, 10))], rsi.Arguments);
        Assert.Equal(new Place("p.toml", 9, 25), rsi.Inputs[1].Place);
    }

    [Fact]
    public void Mistakes_of_shape_are_told_as_in_YAML()
    {
        PipelineFile.Read("p.toml", """
            pipelin = "es"
            symbols = "ES"
            [nodes.a]
            knd = ["ema"]
            publish = "yes"
            [[nodes.b]]
            """, out IReadOnlyList<Diagnostic> errors);

        Assert.Equal(
            [
                "p.toml:1:1: unknown key 'pipelin'; did you mean 'pipeline'?",
                "p.toml:2:11: 'symbols' must be a list such as [ES], not 'ES'",
                "p.toml:4:1: node 'a': unknown key 'knd'; did you mean 'kind'?",
                "p.toml:4:7: node 'a': 'kind' must be the name of a kind such as ema, not a list",
                "p.toml:5:11: node 'a': 'publish' must be true or false, without quotes, not 'yes'",
                "p.toml:6:9: node 'b' must be a map such as {kind: ema, inputs: [candle(5m)], period: 9}, not a list",
            ],
            errors.Select(error => error.ToString()));
    }
}
