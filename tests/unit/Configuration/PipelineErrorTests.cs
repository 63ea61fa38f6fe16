using Xunit;

namespace Pawl.Tests.Unit.Configuration;

public sealed class PipelineErrorTests
{
    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_the_file() => PipelineErrors.Are("""
        pipelin: es
        symbols: ES
        candles: {1m: 5m}
        csv: {columns: {prize: last}, zone: America/New_York, where: [a], timeframe: 5x, colums: {}}
        nodes:
          fast ema: {kind: ema, inputs: [candle(5m)]}
          rsi:
            kind: rsi
            inputs: candle(1m)
            period: [14]
            publish: "yes"
            publish: no
          none:
          empty: {}
          typo: {knd: ema, input: [candle(5m)], period: 9}
          lists: {kind: [ema], inputs: [candle(5m), {a: b}, ], trigger: candle(5m), timeframe: }
        """,
        "p.yaml:1:1: unknown key 'pipelin'; did you mean 'pipeline'?",
        "p.yaml:2:10: 'symbols' must be a list such as [ES], not 'ES'",
        "p.yaml:3:11: candles: unknown key '1m'; known are from, frames, flow",
        "p.yaml:4:17: csv: columns: unknown key 'prize'; did you mean 'price'?",
        "p.yaml:4:37: csv: 'zone' must be UTC or an offset such as \"+05:30\" (names of zones are not supported), not 'America/New_York'",
        "p.yaml:4:62: csv: 'where' must be a map from columns to values such as {suspicious: \"0\"}, not a list",
        "p.yaml:4:78: csv: 'timeframe' must be a time frame: a whole number and s, m, h, d or w, such as 1m, not '5x'",
        "p.yaml:4:82: csv: unknown key 'colums'; did you mean 'columns'?",
        "p.yaml:6:3: node 'fast ema': use 1 to 64 letters, digits, '_' and '-' in its id",
        "p.yaml:9:13: node 'rsi': 'inputs' must be a list such as [candle(5m)] or a map such as {bar: candle(5m)}, not 'candle(1m)'",
        "p.yaml:10:13: node 'rsi': 'period' must be a single value, as every parameter, not a list",
        "p.yaml:11:14: node 'rsi': 'publish' must be true or false, without quotes, not 'yes'",
        "p.yaml:12:5: key 'publish' is used a second time, first in line 11; rename or remove one of them",
        "p.yaml:13:3: node 'none' must be a map such as {kind: ema, inputs: [candle(5m)], period: 9}, but it is empty",
        "p.yaml:14:3: node 'empty': 'kind' is missing; add one such as kind: ema",
        "p.yaml:15:10: node 'typo': unknown key 'knd'; did you mean 'kind'?",
        "p.yaml:15:20: node 'typo': unknown key 'input'; did you mean 'inputs'?",
        "p.yaml:16:17: node 'lists': 'kind' must be the name of a kind such as ema, not a list",
        "p.yaml:16:45: node 'lists': an entry of 'inputs' must be a single value such as candle(5m), not a map",
        "p.yaml:16:65: node 'lists': 'trigger' must be a list such as [candle(5m)], not 'candle(5m)'",
        "p.yaml:16:77: node 'lists': 'timeframe' must be a time frame such as 5m, but it is empty");

    [Theory]
    [InlineData("", "p.yaml:1:1: a pipeline file must be a map of pipeline, extends, symbols, instrument, candles, csv, nodes, as in 'nodes: …' with a space after the colon, but it is empty")]
    [InlineData("# only a comment\n", "p.yaml:1:1: a pipeline file must be a map of pipeline, extends, symbols, instrument, candles, csv, nodes, as in 'nodes: …' with a space after the colon, but it is empty")]
    [InlineData("- a\n- b", "p.yaml:1:1: a pipeline file must be a map of pipeline, extends, symbols, instrument, candles, csv, nodes, as in 'nodes: …' with a space after the colon, not a list")]
    [InlineData("nodes:x", "p.yaml:1:1: a pipeline file must be a map of pipeline, extends, symbols, instrument, candles, csv, nodes, as in 'nodes: …' with a space after the colon, not 'nodes:x'")]
    [InlineData("symbols: [ES]", "p.yaml:1:1: there is nothing to compute; add 'nodes' or 'candles'")]
    [InlineData("candles: [1m]\nfoo: 1", "p.yaml:2:1: unknown key 'foo'; known are pipeline, extends, symbols, instrument, candles, csv, nodes")]
    [InlineData("candles: [1m]\npipeline: a b", "p.yaml:2:11: pipeline name 'a b': use 1 to 64 letters, digits, '_' and '-'")]
    [InlineData("candles: [1m]\ninstrument: [ES]", "p.yaml:2:13: 'instrument' must be the id of an instrument such as ES, or a map such as {ES: ES, NQ: NQ}, not a list")]
    [InlineData("candles: [1m]\ninstrument: {E S: ES}", "p.yaml:2:14: instrument: 'E S' is not a symbol; use 1 to 64 letters, digits and . _ : / -")]
    [InlineData("candles: [1m]\ninstrument: {ES: }", "p.yaml:2:14: instrument: 'ES' must be the id of an instrument such as ES, but it is empty")]
    [InlineData("candles: [1m]\npipeline: [a]", "p.yaml:2:11: 'pipeline' must be a name such as es_futures, not a list")]
    [InlineData("candles:", "p.yaml:1:1: 'candles' must be a list such as [5m], but it is empty")]
    [InlineData("candles: [~, 5m]", "p.yaml:1:11: an entry of 'candles' must be a single value such as 5m, but it is empty")]
    [InlineData("nodes: [rsi]", "p.yaml:1:8: 'nodes' must be a map from ids to nodes such as {rsi: {kind: rsi, inputs: [candle(1m)]}}, not a list")]
    [InlineData("nodes: {rsi: rsi}", "p.yaml:1:14: node 'rsi' must be a map such as {kind: ema, inputs: [candle(5m)], period: 9}, not 'rsi'")]
    [InlineData("nodes: {rsi: {kind: }}", "p.yaml:1:15: node 'rsi': 'kind' must be the name of a kind such as ema, but it is empty")]
    [InlineData("nodes: {rsi: {kind: rsi, period: }}", "p.yaml:1:26: node 'rsi': 'period' must be a single value, as every parameter, but it is empty")]
    [InlineData("nodes: {rsi: {kind: rsi, inputs: }}", "p.yaml:1:26: node 'rsi': 'inputs' must be a list such as [candle(5m)] or a map such as {bar: candle(5m)}, but it is empty")]
    [InlineData("nodes: {rsi: {kind: rsi, inputs: {bar: [a]}}}", "p.yaml:1:40: node 'rsi': 'bar' must be an input such as candle(5m), not a list")]
    [InlineData("nodes: {rsi: {kind: rsi, publish: yes}}", "p.yaml:1:35: node 'rsi': 'publish' must be true or false, without quotes, not 'yes'")]
    [InlineData("nodes: {rsi: {kind: rsi}, rsi: {kind: ema}}", "p.yaml:1:27: key 'rsi' is used a second time, first in line 1; rename or remove one of them")]
    [InlineData("nodes: {rsi: {kind: rsi, text: \"a\\nb\"}}", "p.yaml:1:32: node 'rsi': 'text' holds line breaks or invisible characters, not 'a\\u000ab'; write plain text in one line")]
    [InlineData("candles: [1m]\ncsv: []", "p.yaml:2:6: 'csv' must be a map such as {columns: {price: last}, zone: UTC}, not a list")]
    [InlineData("candles: [1m]\ncsv: {zone: +15:00}", "p.yaml:2:13: csv: 'zone' must be UTC or an offset such as \"+05:30\" (names of zones are not supported), not '+15:00'")]
    [InlineData("candles: [1m]\ncsv: {where: {a: }}", "p.yaml:2:15: csv: where: 'a' must be a single value (\"\" for an empty cell), but it is empty")]
    [InlineData("candles: [1m]\ncsv: {columns: {price: {a: b}}}", "p.yaml:2:24: csv: columns: 'price' must be the name of a column in the file's header, not a map")]
    [InlineData("candles: [1m]\ncsv: {columns: []}", "p.yaml:2:16: csv: 'columns' must be a map from Pawl's names to the file's such as {price: last}, not a list")]
    [InlineData("candles: [1m]\ncsv: {where: {\"a\\nb\": b}}", "p.yaml:2:15: csv: where: a key holds line breaks or invisible characters, not 'a\\u000ab'; write plain text in one line")]
    [InlineData("nodes: {a: {kind: ema, inputs: {\"a\\nb\": tick}}}", "p.yaml:1:33: node 'a': the name of an input holds line breaks or invisible characters, not 'a\\u000ab'; write plain text in one line")]
    public void Each_mistake_has_its_line(string text, string error) => PipelineErrors.Are(text, error);

    [Fact]
    public void A_file_whose_name_cannot_name_the_pipeline()
    {
        Pawl.Host.Configuration.PipelineFile.Read("my pipe.yaml", "candles: [1m]", out var errors);

        Assert.Equal(
            "my pipe.yaml:1:1: the file's name 'my pipe' cannot name the pipeline; add a line such as 'pipeline: es_futures'",
            Assert.Single(errors).ToString());
    }

    [Fact]
    public void Texts_that_later_errors_would_repeat_are_short() => PipelineErrors.Are(
        $"nodes: {{rsi: {{kind: {new string('x', 257)}}}}}",
        "p.yaml:1:21: node 'rsi': 'kind' is longer than 256 characters; shorten it");

    [Fact]
    public void Values_are_shown_short_and_in_one_line()
    {
        string error = Assert.Single(PipelineErrors.Of($"candles: \"\u001b\\n\\u202e{new string('x', 1000)}\"".Replace("\u001b", "\\e", StringComparison.Ordinal)));

        Assert.Equal($"p.yaml:1:10: 'candles' must be a list such as [5m], not '\\u001b\\u000a\\u202e{new string('x', 42)}…'", error);
    }

    [Fact]
    public void Beyond_a_hundred_mistakes_are_counted()
    {
        string[] errors = PipelineErrors.Of("candles: [1m]\n" + string.Concat(Enumerable.Range(0, 250).Select(i => $"key{i}: 1\n")));

        Assert.Equal(101, errors.Length);
        Assert.Equal("p.yaml: and 150 more mistakes", errors[^1]);
    }
}
