using System.Text;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

public sealed class ConfigReaderTests
{
    private static ConfigNode Read(string text)
    {
        ConfigNode? root = ConfigReader.Read("f", text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return root!;
    }

    private static IEnumerable<ConfigScalar> Scalars(ConfigNode node) => node switch
    {
        ConfigScalar scalar => [scalar],
        ConfigSequence list => list.Items.SelectMany(Scalars),
        ConfigMapping map => map.Entries.SelectMany(entry => Scalars(entry.Key).Concat(Scalars(entry.Value))),
        _ => [],
    };

    /// <summary>Writes random documents, notes where each value went, and reads them back.</summary>
    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public void Every_value_is_found_where_it_was_written(string lineBreak, string byteOrderMark)
    {
        for (int seed = 0; seed < 500; seed++)
        {
            RandomYaml yaml = new(new Random(seed), lineBreak);
            ConfigNode root = Read(byteOrderMark + yaml.Text);

            Assert.Equal(yaml.Written, Scalars(root).Select(s => (s.Place.Line, s.Place.Column, s.Text, s.Quoted)));
        }
    }

    [Fact]
    public void Lists_and_maps_begin_where_their_first_sign_stands()
    {
        ConfigMapping root = Assert.IsType<ConfigMapping>(Read("a: [1]\nb:  {c: 1}\nd:\n  - x\ne:\n   f: 1"));

        Assert.Equal(
            [new Place("f", 1, 4), new Place("f", 2, 5), new Place("f", 4, 3), new Place("f", 6, 4)],
            root.Entries.Select(entry => entry.Value.Place));
    }

    [Theory]
    [InlineData("a:", true)]
    [InlineData("a: ~", true)]
    [InlineData("a: null", true)]
    [InlineData("a: NULL", true)]
    [InlineData("a: nothing", false)]
    [InlineData("a: \"\"", false)]
    [InlineData("a: 'null'", false)]
    [InlineData("a: |\n", false)]
    public void Null(string text, bool isNull) =>
        Assert.Equal(isNull, Assert.IsType<ConfigScalar>(Assert.IsType<ConfigMapping>(Read(text)).Entries[0].Value).IsNull);

    [Fact]
    public void An_empty_value_stands_where_its_key_does() =>
        Assert.Equal(new Place("f", 2, 3), Assert.IsType<ConfigMapping>(Assert.IsType<ConfigMapping>(Read("a:\n  b:  # c\n\nd: e")).Entries[0].Value).Entries[0].Value.Place);

    [Fact]
    public void Escapes_and_blocks_of_text()
    {
        ConfigMapping root = Assert.IsType<ConfigMapping>(Read("a: \"\\u0041\\n\"\nb: 'it''s'\nc: |\n  x\n  y\nd: >-\n  x\n  y"));

        Assert.Equal("A\n;it's;x\ny\n;x y", string.Join(';', root.Entries.Select(entry => ((ConfigScalar)entry.Value).Text)));
    }

    [Fact]
    public void The_first_of_two_equal_keys_is_kept()
    {
        ConfigMapping root = Assert.IsType<ConfigMapping>(ConfigReader.Read("f", "a: 1\nb: 2\n\"a\": 3\na: 4", out IReadOnlyList<Diagnostic> errors));

        Assert.Equal("a b", string.Join(' ', root.Entries.Select(entry => entry.Key.Text)));
        Assert.Equal([new Place("f", 3, 1), new Place("f", 4, 1)], errors.Select(error => error.Place));
        Assert.All(errors, error => Assert.Equal("key 'a' is used a second time, first in line 1; rename or remove one of them", error.Message));
    }
}
