using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>What people write that is not YAML, and YAML that is not supported.</summary>
public sealed class YamlErrorTests
{
    [Theory]
    [InlineData("nodes:\n\trsi: {kind: rsi}", "2:1: not valid YAML: a tab in the indentation; indent with spaces")]
    [InlineData("nodes:\n  rsi: {kind: rsi, inputs: [candle(1m)}", "2:39: not valid YAML: a ',' or ']' is missing after the '[' of line 2, column 28")]
    [InlineData("nodes:\n  rsi: {kind: rsi inputs: [candle(1m)]}", "2:25: not valid YAML: a ',' or '}' is missing after the '{' of line 2, column 8")]
    [InlineData("nodes:\n  rsi: {kind: rsi,\n  ema: {kind: ema}", "3:3: not valid YAML: a ',' or '}' is missing after the '{' of line 2, column 8")]
    [InlineData("candles: [1m]]", "1:14: not valid YAML: this does not continue the map above; check the indentation, and quotes and brackets before it")]
    [InlineData("candles: [1m,, 5m]", "1:14: not valid YAML: a value is missing here; look for a comma or bracket too many")]
    [InlineData("nodes:\n  rsi:\n    kind: rsi\n   period: 3", "4:4: not valid YAML: this does not continue the map above; check the indentation, and quotes and brackets before it")]
    [InlineData("pipeline: a: b", "1:12: not valid YAML: ': ' inside a value; quote the value, or check the indentation of this line")]
    [InlineData("pipeline: @a", "1:11: not valid YAML: a value cannot begin with '@'; put it in quotes")]
    [InlineData("pipeline: 'a", "1:11: not valid YAML: the quote that begins here is not closed; close it")]
    [InlineData("pipeline: \"a\nnodes: {}", "1:11: not valid YAML: the quote that begins here is not closed in its line; close it")]
    [InlineData("pipeline: \"\\q\"", "1:11: not valid YAML: unknown escape in double quotes; write \\\\ for a backslash, or use single quotes")]
    [InlineData("candles: - 1m", "1:10: not valid YAML: a list cannot begin here; put '- ' on a line of its own, or write [a, b]")]
    [InlineData("candles:\n- 1m\n-5m", "3:1: not valid YAML: a key without ': '; write 'key: value'")]
    [InlineData("candles: [1m]#all", "1:13: not valid YAML: a comment needs a space before its '#'; quote the text if it is none")]
    [InlineData("candles: [1m]\n---\ncandles: [5m]", "2:1: a second document begins here; a file holds one: remove what separates them ('---' or '...')")]
    [InlineData("candles: &all [1m]", "1:10: anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text")]
    [InlineData("candles: *all", "1:10: anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text")]
    [InlineData("candles: *", "1:10: not valid YAML: anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text")]
    [InlineData("candles: [1m]\n<<: {symbols: [ES]}", "2:1: merge keys (<<) are not supported; write the entries out")]
    [InlineData("candles: [!!System.Diagnostics.Process 1m]", "1:11: tags are not supported; remove '!!System.Diagnostics.Process'")]
    [InlineData("candles: !frames [1m]", "1:10: tags are not supported; remove '!frames'")]
    [InlineData("candles: [!<> 1m]", "1:18: not valid YAML: tags (!) are not supported; remove it, or quote it if it is text")]
    [InlineData("candles: [1m]\n? [a]\n: b", "2:3: a key must be a name, not a list; quote it if it is text")]
    [InlineData("candles: [1m]\n: b", "2:3: the name before ':' is missing; write 'key: value'")]
    [InlineData("candles: [1m]\nsymbols: [a\u0000b]", "2:12: control character U+0000; remove it, or write it as an escape inside double quotes")]
    [InlineData("candles: [1m]\r\nsymbols: [a\u001bb]", "2:12: control character U+001B; remove it, or write it as an escape inside double quotes")]
    [InlineData("candles: [1m]\npipeline: \"\\xZ\"", "2:11: not valid YAML: unfinished escape in double quotes; write \\xHH or \\uHHHH")]
    [InlineData("candles: [1m]\nnodes: |x\n  a", "2:8: not valid YAML: nothing may follow '|' or '>' in its line; quote the value if it is text")]
    [InlineData("nodes: ? a", "1:8: not valid YAML: '? ' cannot stand here; quote the value")]
    [InlineData("candles: [1m]\nnodes: a\n: : b", "3:3: not valid YAML: ':' where no key stands; quote the value, or check the indentation of this line")]
    [InlineData("candles:\n  - 1m\n  5m: a", "3:3: not valid YAML: this does not continue the list above; begin the line with '- ', or check its indentation")]
    [InlineData("{a: b}\nc: d", "2:1: not valid YAML: something follows the end of the document; look for brackets too many, and check the indentation")]
    [InlineData("%", "1:1: not valid YAML: '%' begins a directive of YAML; quote it if it is text")]
    [InlineData("%YAML 3.0 x\n---\ncandles: [1m]", "1:1: not valid YAML: '%' begins a directive of YAML; quote it if it is text")]
    [InlineData("%YAML 3.0\n---\ncandles: [1m]", "1:1: not valid YAML: only YAML 1 can be read; remove this line")]
    public void One_line_with_place_and_remedy(string text, string error) => PipelineErrors.Are(text, "p.yaml:" + error);

    [Fact]
    public void A_tag_does_not_hide_the_mistakes_after_it() => PipelineErrors.Are(
        "candles: !x [1m]\nsymbol: [ES]",
        "p.yaml:1:10: tags are not supported; remove '!x'",
        "p.yaml:2:1: unknown key 'symbol'; did you mean 'symbols'?");
}
