using System.Text.RegularExpressions;
using Newtonsoft.Json;
using NJsonSchema;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;
using YamlDotNet.Serialization;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>The schema by which editors complete and check pipelines, validated by somebody else's code over somebody else's reading of YAML.</summary>
public sealed partial class PipelineSchemaTests
{
    private static readonly string Committed = Repository.PathOf("config", "schemas", "pipeline.schema.json");

    public static TheoryData<string> Files => ShippedPipelinesTests.Files;

    [Fact]
    public void The_committed_schema_is_that_of_the_kinds() =>
        Assert.Null(GeneratedFile.Check(Committed, PipelineSchema.Write(PipelineErrors.Kinds.Kinds)));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Ready_pipelines_are_valid_and_name_their_schema(string path)
    {
        string text = await File.ReadAllTextAsync(Repository.PathOf(path), TestContext.Current.CancellationToken);

        Assert.Empty(await Mistakes(text));
        Match named = Modeline().Match(text);
        Assert.True(named.Success, "the line '# yaml-language-server: $schema=…' is missing");
        Assert.Equal(Committed, Path.GetFullPath(named.Groups["path"].Value, Path.GetDirectoryName(Repository.PathOf(path))!));
    }

    [Fact]
    public async Task Examples_in_the_reference_are_valid()
    {
        foreach (string example in ShippedPipelinesTests.Examples("yaml"))
        {
            Assert.Empty(await Mistakes(example));
        }
    }

    [Theory]
    [InlineData("nodes: {a: {kind: ema, inputs: {input: candle(5m).hlc3@NQ}, source: hl2, period: 9, trigger: [clock(1m)], timeframe: 5m, publish: false, output_schema: indicator}}")]
    [InlineData("nodes: {a: {kind: cross, inputs: [Indicator:x, INDICATOR(y).z]}}")]
    [InlineData("nodes: {a_$tf: {each: {tf: [1m, 5], n: [1]}, kind: ema, inputs: [candle($tf)], period: $n, source: $s, publish: $p, timeframe: $tf}}")]
    [InlineData("nodes: {a_$k: {each: {k: [ema, sma]}, kind: $k, inputs: [tick], period: 9}}")]
    [InlineData("extends: [base.yaml, ../other.yaml]\nsymbols: ~\nnodes: {a: ~}")]
    [InlineData("extends: base.yaml")]
    public async Task What_the_program_reads_is_valid(string text) => Assert.Empty(await Mistakes(text));

    [Theory]
    [InlineData("symbols: [ES]")]
    [InlineData("candles: 1m")]
    [InlineData("candles: [1q]")]
    [InlineData("candles: [1m]\nsymbols: [E S]")]
    [InlineData("candles: [1m]\npipelin: a")]
    [InlineData("candles: [1m]\npipeline: a b")]
    [InlineData("candles: [1m]\nextends: /etc/passwd")]
    [InlineData("candles: [1m]\nextends: \"\\\\\\\\server\\\\base.yaml\"")]
    [InlineData("candles: [1m]\ncsv: {zone: Europe/Berlin}")]
    [InlineData("candles: [1m]\ncsv: {columns: {prize: last}}")]
    [InlineData("nodes: [a]")]
    [InlineData("nodes: {a b: {kind: ema, inputs: [tick]}}")]
    [InlineData("nodes: {a: {inputs: [tick]}}")]
    [InlineData("nodes: {a: {kind: emma, inputs: [tick]}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], perod: 9}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], period: 0}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], period: 9.5}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], period: nine}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], source: hl4}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], publish: yes}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], timeframe: 5}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], output_schema: candle}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], each: {}}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick], each: {t_f: [1m]}}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: tick}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tik]}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [candle]}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [candle(5q)]}}")]
    [InlineData("nodes: {a: {kind: ema, inputs: [tick, tick]}}")]
    [InlineData("nodes: {a: {kind: cross, inputs: [tick]}}")]
    [InlineData("nodes: {a: {kind: cross, inputs: {fast: tick, slwo: tick}}}")]
    public async Task What_the_program_refuses_is_invalid(string text)
    {
        Assert.NotEmpty(PipelineErrors.OfAll(text));
        Assert.NotEmpty(await Mistakes(text));
    }

    private static async Task<IEnumerable<string>> Mistakes(string yaml)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Committed);
        object? read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object?>(yaml);
        return schema.Validate(JsonConvert.SerializeObject(read)).Select(e => e.ToString());
    }

    [GeneratedRegex(@"\A# yaml-language-server: \$schema=(?<path>\S+)\n", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Modeline();
}
