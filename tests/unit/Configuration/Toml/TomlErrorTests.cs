using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Toml;

public sealed class TomlErrorTests
{
    private static string[] Errors(string text)
    {
        ConfigReader.Read("p.toml", text, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }

    [Theory]
    [InlineData("[[q.r]]\na = 1\n[q]\nr.b = 2", "4:1: key 'r' is already defined in line 1 as a list of tables; write the key under its header")]
    [InlineData("a = ", "1:5: a value is missing here; write one, text in double quotes")]
    [InlineData("a = [1,, 2]", "1:8: a value is missing here; write one, text in double quotes")]
    [InlineData("= 1", "1:1: a key is missing here; write 'key = value', or put a '#' before a comment")]
    [InlineData("a..b = 1", "1:3: a key is missing here; write 'key = value', or put a '#' before a comment")]
    [InlineData("a\nb = 1", "1:2: no '=' after key 'a'; write 'key = value'")]
    [InlineData("a: 1", "1:2: no '=' after key 'a'; write 'key = value'")]
    [InlineData("größe = 1", "1:3: no '=' after key 'gr'; write 'key = value'")]
    [InlineData("µ = 1", "1:1: 'µ' cannot be in a key without quotes; put the key in double quotes")]
    [InlineData("\"\"\"a\"\"\" = 1", "1:1: three quotes cannot begin a key; write it in one line with single ones")]
    [InlineData("a = candle(5m)", "1:5: 'candle(5m)' is not a value; text needs double quotes")]
    [InlineData("a = 5m", "1:5: '5m' is not a number; write one such as 14, 0.5 or 1e-3, or put text in double quotes")]
    [InlineData("a = .5", "1:5: '.5' is not a number; write one such as 14, 0.5 or 1e-3, or put text in double quotes")]
    [InlineData("a = 007", "1:5: '007' has a leading zero; remove it, or put text in double quotes")]
    [InlineData("a = 1__0", "1:5: '1__0' has a '_' that is not between two digits; remove it")]
    [InlineData("a = 9223372036854775808", "1:5: '9223372036854775808' does not fit into 64 bits; write a smaller number, or a point in it")]
    [InlineData("a = 0x8000000000000000", "1:5: '0x8000000000000000' does not fit into 64 bits; write a smaller number, or a point in it")]
    [InlineData("a = True", "1:5: 'True' is written in lower case, true or false")]
    [InlineData("a = null", "1:5: 'null' is no value of TOML; leave the key out")]
    [InlineData("a = 2023-02-29", "1:5: '2023-02-29' is no date or time that exists; write one such as 2024-03-04, 15:00:00 or 2024-03-04T15:00:00Z, or put text in double quotes")]
    [InlineData("a = 2023-02-28T24:00:00Z", "1:5: '2023-02-28T24:00:00Z' is no date or time that exists; write one such as 2024-03-04, 15:00:00 or 2024-03-04T15:00:00Z, or put text in double quotes")]
    [InlineData("a = 1 b = 2", "1:7: 'b = 2' follows the value; put it on a line of its own, or a '#' before it")]
    [InlineData("[a] b = 2", "1:5: 'b = 2' follows the closing bracket; put it on a line of its own, or a '#' before it")]
    [InlineData("[a\nb = 1", "1:3: the header is not closed; write ] after its last key")]
    [InlineData("[[a]\nb = 1", "1:4: the header is not closed; write ]] after its last key")]
    [InlineData("a = \"x\nb = 1", "1:5: the quote that begins here is not closed in its line; close it")]
    [InlineData("a = '''x\nb = 1", "1:5: the text that begins here is not closed; end it with the same three quotes")]
    [InlineData("a = '''x''''''", "1:9: more than two quotes before the three that close the text; escape them")]
    [InlineData("a = \"C:\\dir\"", "1:8: unknown escape in double quotes; write \\\\ for a backslash, or use single quotes")]
    [InlineData("a = \"\\ud800\"", "1:6: not a character; write \\uHHHH or \\UHHHHHHHH with hexadecimal digits of one, up to 10FFFF without D800 to DFFF")]
    [InlineData("a = \"x\\\n# y\"", "1:5: the quote that begins here is not closed in its line; close it")]
    [InlineData("a = [1 2]", "1:8: a ',' or ']' is missing after the '[' of line 1, column 5")]
    [InlineData("a = [1,\n 2\nb = 3", "3:1: a ',' or ']' is missing after the '[' of line 1, column 5")]
    [InlineData("a = {b = 1 c = 2}", "1:12: a ',' or '}' is missing after the '{' of line 1, column 5")]
    [InlineData("a = {b = 1,\n  c = 2}\nd = 1", "1:12: a table in braces ends in the line in which it began; write it in one line, or as a [table]")]
    [InlineData("a = {b = 1, }", "1:11: a comma before '}' is not allowed; remove it")]
    [InlineData("a = 1\n'a' = 2", "2:1: key 'a' is used a second time, first in line 1; rename or remove one of them")]
    [InlineData("[a]\n[b]\n[a]\nx = 1", "3:2: key 'a' is already defined in line 1 as a table; add the keys there, or rename one of them")]
    [InlineData("a.b = 1\n[a]\nb = 1", "2:2: key 'a' is already defined in line 1 by dotted keys; add the keys there, with dots")]
    [InlineData("[a.b]\n[a]\nb.c = 1", "3:1: key 'b' is already defined in line 1 by a header; write the key under it, without this prefix")]
    [InlineData("a = {}\n[a.b]\nc = 1", "2:2: key 'a' is already defined in line 1 as a whole in braces; add the keys inside them")]
    [InlineData("a = []\n[[a]]", "2:3: key 'a' is already defined in line 1 as a whole in brackets; add the entry inside them")]
    [InlineData("a = 1\na.b = 1", "2:1: key 'a' is already defined in line 1 as a single value; rename one of them")]
    [InlineData("[[a]]\n[a]", "2:2: key 'a' is already defined in line 1 as a list of tables; write its header in two brackets, [[…]]")]
    [InlineData("[[a]]\n[b]\nc = 1\n[[b]]", "4:3: key 'b' is already defined in line 2 as a table; rename one of them")]
    [InlineData("a = 1\rb = 2", "1:6: a carriage return without a line feed; end lines with LF or CRLF")]
    [InlineData("a = 1 # \u0007", "1:9: control character U+0007; remove it, or write it as an escape inside double quotes")]
    public void One_line_with_place_and_remedy(string text, string error) => Assert.Equal(["p.toml:" + error], Errors(text));

    [Fact]
    public void All_mistakes_of_a_file_are_told_and_nothing_that_only_follows_from_them() => Assert.Equal(
        [
            "p.toml:1:12: 'es' is not a value; text needs double quotes",
            "p.toml:4:3: '5m' is not a number; write one such as 14, 0.5 or 1e-3, or put text in double quotes",
            "p.toml:8:19: a table in braces ends in the line in which it began; write it in one line, or as a [table]",
            "p.toml:13:8: the header is not closed; write ] after its last key",
            "p.toml:16:1: a ',' or ']' is missing after the '[' of line 15, column 10",
            "p.toml:17:1: key 'period' is used a second time, first in line 16; rename or remove one of them",
            "p.toml:18:14: unknown escape in double quotes; write \\\\ for a backslash, or use single quotes",
            "p.toml:18:18: unknown escape in double quotes; write \\\\ for a backslash, or use single quotes",
        ],
        Errors("""
            pipeline = es
            candles = [
              "1m", # "[
              5m, [ "]" ], {a = "}"},
              "15m",
            ]
            [nodes]
            a = {kind = "ema",
              inputs = [
              "candle(1m)"],
              period = 9
            }
            [nodes b]
            kind = "ema"
            inputs = ["candle(5m)",
            period = 9
            period = 10
            source = "hl2\a\b\c"
            """));

    [Fact]
    public void A_key_that_cannot_be_placed_leaves_the_rest_readable()
    {
        Assert.NotNull(ConfigReader.Read("p.toml", "a = 1\na = 2", out _));
        Assert.Null(ConfigReader.Read("p.toml", "a = 1\na", out _));
    }

    [Theory]
    [InlineData("p.toml", "a = 1", true)]
    [InlineData("P.TOML", "a = 1", true)]
    [InlineData("p.yaml", "a: 1", true)]
    [InlineData("p.yml", "a: 1", true)]
    [InlineData("p.json", "{\"a\": 1}", true)]
    [InlineData("pipe", "a: 1", true)]
    [InlineData("p.toml", "a: 1", false)]
    public void The_ending_says_what_a_file_is(string name, string text, bool isRead) =>
        Assert.Equal(isRead, ConfigReader.Read(name, text, out _) is ConfigMapping);

    [Fact]
    public void Other_endings()
    {
        ConfigReader.Read("p.txt", "a: 1", out IReadOnlyList<Diagnostic> errors);
        Assert.Equal("p.txt: ending '.txt' is not known; name the file .yaml, .yml, .json or .toml, as it is written", Assert.Single(errors).ToString());
    }
}
