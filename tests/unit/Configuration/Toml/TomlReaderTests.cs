using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Toml;

/// <summary>What TOML's specification says in its own words, in small; the public cases say the rest.</summary>
public sealed class TomlReaderTests
{
    private static ConfigMapping Read(string text)
    {
        ConfigNode? root = ConfigReader.Read("p.toml", text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return Assert.IsType<ConfigMapping>(root);
    }

    /// <summary>The tree in one line: <c>{a: [1 x]}</c>, text in quotes, types as their names' first letters.</summary>
    private static string Show(ConfigNode node) => node switch
    {
        ConfigSequence list => $"[{string.Join(' ', list.Items.Select(Show))}]",
        ConfigMapping map => $"{{{string.Join(' ', map.Entries.Select(e => $"{e.Key.Text}:{Show(e.Value)}"))}}}",
        ConfigScalar { Kind: ConfigScalarKind.Text } text => $"\"{text.Text}\"",
        ConfigScalar scalar => scalar.Text,
        _ => "?",
    };

    [Theory]
    [InlineData("", "{}")]
    [InlineData("a=1\nb = 'x' # c\n\"c d\" = true\n'e' = \"\\u00e9\\t\\U0001F600\"", "{a:1 b:\"x\" c d:true e:\"é\t😀\"}")]
    [InlineData("a.b.c = 1\na.'d' = 2\n", "{a:{b:{c:1} d:2}}")]
    [InlineData("[a.b]\nc = 1\n[a]\nd = 2\n[ e . f ] # x", "{a:{b:{c:1} d:2} e:{f:{}}}")]
    [InlineData("[[a]]\nb = 1\n[[a.c]]\n[[a]]\n[a.d]\nx = []", "{a:[{b:1 c:[{}]} {d:{x:[]}}]}")]
    [InlineData("a = [ # x\n 1, # y\n\n [2, {b = 'c', d.e = 4}], \n]", "{a:[1 [2 {b:\"c\" d:{e:4}}]]}")]
    [InlineData("a = \"\"\"\nx\ny\\\n   \n  z \"\"q\"\"\"\"\nb = '''\\n''' ", "{a:\"x\nyz \"\"q\"\" b:\"\\n\"}")]
    [InlineData("a = \"\"\nb = \"\"\"\"\"\"\nc = ''\n", "{a:\"\" b:\"\" c:\"\"}")]
    [InlineData("a = [0xFF, 0o17, 0b101, +1_000, -0, 9223372036854775807, -9223372036854775808]", "{a:[255 15 5 1000 0 9223372036854775807 -9223372036854775808]}")]
    [InlineData("a = [1.50, -1_0.0_1, 1e3, 1E-0_3, +inf, -inf, nan, -nan]", "{a:[1.50 -10.01 1e3 1E-03 inf -inf nan nan]}")]
    [InlineData("a = [2024-02-29, 15:00:00.5, 2024-03-04t15:00:00, 2024-03-04 15:00:00z, 2024-03-04T15:00:00.25-05:30]",
        "{a:[2024-02-29 15:00:00.5 2024-03-04T15:00:00 2024-03-04T15:00:00Z 2024-03-04T15:00:00.25-05:30]}")]
    public void Documents(string text, string tree)
    {
        Assert.Equal(tree, Show(Read(text)));
        Assert.Equal(tree, Show(Read("\uFEFF" + text)));
        if (!text.Contains("\"\"\"", StringComparison.Ordinal))
            Assert.Equal(tree, Show(Read(text.Replace("\n", "\r\n", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("'1'", ConfigScalarKind.Text)]
    [InlineData("\"\"\"true\"\"\"", ConfigScalarKind.Text)]
    [InlineData("1", ConfigScalarKind.Integer)]
    [InlineData("0x1e5", ConfigScalarKind.Integer)]
    [InlineData("1e5", ConfigScalarKind.Float)]
    [InlineData("inf", ConfigScalarKind.Float)]
    [InlineData("true", ConfigScalarKind.Boolean)]
    [InlineData("2024-03-04T15:00:00+00:00", ConfigScalarKind.OffsetDateTime)]
    [InlineData("2024-03-04 15:00:00", ConfigScalarKind.LocalDateTime)]
    [InlineData("2024-03-04 # a day", ConfigScalarKind.LocalDate)]
    [InlineData("23:59:60", ConfigScalarKind.LocalTime)]
    public void Types(string value, ConfigScalarKind kind)
    {
        ConfigScalar scalar = Assert.IsType<ConfigScalar>(Read("a = " + value).Entries[0].Value);
        Assert.Equal(kind, scalar.Kind);
        Assert.Equal(kind == ConfigScalarKind.Text, scalar.Quoted);
        Assert.False(scalar.IsNull);
    }

    [Fact]
    public void Text_that_says_null_is_text()
    {
        ConfigEntry entry = Read("null = 'null'").Entries[0];
        Assert.False(entry.Key.IsNull || ((ConfigScalar)entry.Value).IsNull);
    }

    [Fact]
    public void Everything_knows_its_place() => Assert.Equal(
        [
            "a 1:1 1:1", "b 1:3 1:7", "- 1:8", "- 2:3", "- 2:8", "c 2:9 2:13",
            "d 3:3 3:3", "e 3:5 3:5", "- 3:5", "f 4:3 4:7", "g 7:1 7:7",
        ],
        Places(Read("a.b = [1,\n  'x', {c = true}]\r\n[[d.e]]\r\n  f = \"\"\"\n\n\"\"\"\n\"g\" = 2\n")));

    /// <summary>A line for each key with its place and that of its value, and one for each item of a list.</summary>
    private static IEnumerable<string> Places(ConfigNode node) => node switch
    {
        ConfigMapping map => map.Entries.SelectMany(e => Places(e.Value).Prepend($"{e.Key.Text} {At(e.Key)} {At(e.Value)}")),
        ConfigSequence list => list.Items.SelectMany(item => Places(item).Prepend($"- {At(item)}")),
        _ => [],
    };

    private static string At(ConfigNode node) => string.Create(CultureInfo.InvariantCulture, $"{node.Place.Line}:{node.Place.Column}");
}
