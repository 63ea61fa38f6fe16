using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>Mistakes from the text to the line, with the kinds that come with the product. A ▸ stands where the mistake is.</summary>
public sealed class PipelineMistakeTests
{
    [Fact]
    public void Twelve_mistakes_are_twelve_lines() => PipelineErrors.AreAll("""
        pipeline: es
        symbols: [ES, ▸E$]
        ▸candels: [1m]
        nodes:
          a: {kind: ema, inputs: [candle(5m)], period: 9}
          b: {kind: ▸emma, inputs: [indicator(a)]}
          c: {kind: ema, inputs: [▸candle(5x)], period: 9}
          d: {kind: ema, inputs: [candle(5m)], period: ▸0}
          e: {kind: ema, inputs: [candle(5m)], ▸perod: 9}
          f: {kind: cross, inputs: [indicator(a), ▸indicator(aa)]}
          ▸g: {kind: cross, inputs: [indicator(a), indicator(h)]}
          h: {kind: cross, inputs: [indicator(b), indicator(g)]}
          i: {kind: swing_points, inputs: [▸indicator(a)]}
          ▸j: {kind: cross, inputs: {fast: indicator(a)}}
          k: {kind: rsi, inputs: [candle(1m)@NQ], output_schema: ▸candle}
          l: {kind: rsi, inputs: [candle(1m)], publish: ▸yes}
        """,
        "'E$' is not a symbol; write letters, digits and . _ : / -, 64 at most",
        "unknown key 'candels'; did you mean 'candles'?",
        "node 'b': unknown kind 'emma'; did you mean 'ema'?",
        "node 'c': 'candle(5x)': unknown time frame '5x'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range",
        "node 'd': period 0 is out of range 1..10000",
        "node 'e': unknown parameter 'perod'; did you mean 'period'?",
        "node 'f': unknown node 'aa'; did you mean 'a'?",
        "node 'g': cycle g → h → g; a node cannot read what it feeds: remove one of these inputs",
        "node 'i': input 'input' takes a candle, but 'indicator(a)' gives a number; what fits: candle(5m)",
        "node 'j': input 'slow' is missing; cross takes fast: number, slow: number",
        "node 'k': output_schema 'candle': rsi gives 'indicator'; write that, or take another kind",
        "node 'l': 'publish' must be true or false, without quotes, not 'yes'");

    [Theory]
    [InlineData("kind: rsi, inputs: [tick], output_schema: indicator", null)]
    [InlineData("kind: rsi, inputs: [tick], output_schema: indicator:1", null)]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: swing_point:1", null)]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: ▸swing_point:2", "output_schema 'swing_point:2': swing_points gives version 1; write 'swing_point' or 'swing_point:1'")]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: ▸'swing_point:'", "output_schema 'swing_point:': swing_points gives version 1; write 'swing_point' or 'swing_point:1'")]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: ▸swing_pont", "output_schema 'swing_pont': unknown schema; did you mean 'swing_point'?")]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: ▸fvg", "output_schema 'fvg': unknown schema; swing_points gives 'swing_point'")]
    [InlineData("kind: swing_points, inputs: [candle(1m)], output_schema: ▸indicator", "output_schema 'indicator': swing_points gives 'swing_point'; write that, or take another kind")]
    [InlineData("kind: rsi, inputs: [tick], output_schema: ▸[indicator]", "'output_schema' must be the name of a schema such as swing_point, or swing_point:1, not a list")]
    [InlineData("kind: rsi, inputs: [tick], ▸output_schem: indicator", "unknown parameter 'output_schem'; did you mean 'output_schema'?")]
    public void The_schema_of_the_outputs(string node, string? error) =>
        PipelineErrors.AreAll("nodes: {a: {" + node + "}}", error is null ? [] : ["node 'a': " + error]);

    /// <summary>Each of these was written once and is said once.</summary>
    [Theory]
    [InlineData("symbols: ▸ES\nnodes: {a: {kind: spread, inputs: [candle(1m), candle(1m)@NQ]}}", "'symbols' must be a list such as [ES], not 'ES'")]
    [InlineData("symbols: [▸E S]\nnodes: {a: {kind: spread, inputs: [candle(1m), indicator(b)@NQ]}, b: {kind: ema, inputs: [tick]}}", "'E S' is not a symbol; write letters, digits and . _ : / -, 64 at most")]
    [InlineData("candles: ▸1m, 5m\nnodes: {a: {kind: ema, inputs: [tick]}}", "'candles' must be a list such as [5m], not '1m, 5m'")]
    [InlineData("▸node: {a: {kind: ema, inputs: [tick]}}", "unknown key 'node'; did you mean 'nodes'?")]
    [InlineData("▸anything: {a: {kind: ema, inputs: [tick]}}", "unknown key 'anything'; known are pipeline, extends, symbols, instrument, candles, csv, nodes")]
    [InlineData("▸extend: base.yaml\ncandles: [1m]\nextends: ▸none.yaml", "unknown key 'extend'; did you mean 'extends'?|extends 'none.yaml': no such file; check the path, it is relative to the folder of this file")]
    [InlineData("nodes: ▸[a]\ncandles: [1m]", "'nodes' must be a map from ids to nodes such as {rsi: {kind: rsi, inputs: [candle(1m)]}}, not a list")]
    [InlineData("nodes: {a: {kind: cross, ▸inputs: }}", "node 'a': 'inputs' must be a list such as [candle(5m)] or a map such as {bar: candle(5m)}, but it is empty")]
    [InlineData("nodes: {a: {kind: cross, inputs: [tick, ▸[tick]]}}", "node 'a': an entry of 'inputs' must be a single value such as candle(5m), not a list")]
    [InlineData("nodes: {a: {kind: ema, inputs: [▸indicator(s).price]}, s: {kind: moving_average_cross, inputs: {candle: candle(1m), fast: candle(1m), slow: candle(5m)}}}", "node 'a': 'indicator(s).price': unknown field 'price'; what it says is no number that another node could read")]
    [InlineData("nodes: {a: {kind: cross, inputs: {fast: tick, slwo: ▸tick}}}", "node 'a': unknown input 'slwo'; did you mean 'slow'?")]
    [InlineData("nodes: {a: {kind: cross, inputs: {fast: tick, slow: ▸[tick]}}}", "node 'a': 'slow' must be an input such as candle(5m), not a list")]
    [InlineData("nodes: {a: {kind: macd, inputs: [tick], fast_period: 30, slow_period: ▸[40]}}", "node 'a': 'slow_period' must be a single value, as every parameter, not a list")]
    [InlineData("nodes: {a: {kind: macd, inputs: [tick], fast_period: 30, slow_period: ▸forty}}", "node 'a': slow_period 'forty' is not a whole number; range 2..10000")]
    [InlineData("nodes: {▸a b: {kind: ema, inputs: [tick]}}", "node 'a b': use 1 to 64 letters, digits, '_' and '-' in its id")]
    [InlineData("nodes: {▸\"a\\nb\": {kind: ema, inputs: [▸candle(9)]}}", "node 'a\\u000ab': use 1 to 64 letters, digits, '_' and '-' in its id|node 'a\\u000ab': 'candle(9)': unknown time frame '9'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range")]
    [InlineData("nodes: {a: {kind: ▸none, inputs: [▸candle(9)], timeframe: ▸x}}", "node 'a': unknown kind 'none'; 'pawl nodes' lists them|node 'a': 'candle(9)': unknown time frame '9'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range|node 'a': unknown time frame 'x'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range")]
    [InlineData("nodes: {▸a: {inputs: [tick]}, b: {kind: ema, inputs: [indicator(a)]}}", "node 'a': 'kind' is missing; add one such as kind: ema")]
    [InlineData("nodes: {▸a: , b: {kind: ema, inputs: [indicator(a)]}}", "node 'a' must be a map such as {kind: ema, inputs: [candle(5m)], period: 9}, but it is empty")]
    [InlineData("nodes: {a: {kind: ema, inputs: [▸clock(5t)]}}", "node 'a': 'clock(5t)': a clock has no '5t', which is not a length of time; write a number and s, m, h, d or w, such as 5m")]
    public void One_mistake_makes_no_others(string text, string errors) => PipelineErrors.AreAll(text, errors.Split('|'));

    /// <summary>Names that look like something else are names that are not known, and nothing more.</summary>
    [Theory]
    [InlineData("../../evil.dll")]
    [InlineData("/usr/lib/evil.so")]
    [InlineData("\\\\server\\share\\evil.dll")]
    [InlineData("C:\\evil.dll")]
    [InlineData("Pawl.Indicators.Ema, Pawl.Indicators")]
    [InlineData("${SECRET}")]
    [InlineData("$(reboot)")]
    public void A_kind_is_a_name_of_the_catalogue(string kind) =>
        PipelineErrors.AreAll($"nodes:\n  a:\n    kind: ▸'{kind}'\n    inputs: [tick]", $"node 'a': unknown kind '{kind}'; 'pawl nodes' lists them");

    [Fact]
    public void Nothing_from_the_environment_gets_into_a_pipeline()
    {
        Environment.SetEnvironmentVariable("PAWL_TEST_SECRET", "1m");
        PipelineErrors.AreAll(
            "pipeline: ▸${PAWL_TEST_SECRET}\ncandles: [▸\"${PAWL_TEST_SECRET}\", ▸$PAWL_TEST_SECRET]",
            "pipeline name '${PAWL_TEST_SECRET}': use 1 to 64 letters, digits, '_' and '-'",
            "unknown time frame '${PAWL_TEST_SECRET}'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range",
            "unknown time frame '$PAWL_TEST_SECRET'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range");
    }
}
