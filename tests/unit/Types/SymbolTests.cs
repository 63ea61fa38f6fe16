using System.Text;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

public sealed class SymbolTests
{
    [Theory]
    [InlineData("SPY")]
    [InlineData("NSE:99926000")]
    [InlineData("BTC/USDT")]
    [InlineData("BRK.B")]
    [InlineData("a_b-c")]
    [InlineData("0")]
    public void Reads(string text)
    {
        Assert.Equal(text, Symbol.Parse(text).ToString());
        Assert.Equal(Symbol.Parse(text), Symbol.Parse(new string([.. text])));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" SPY")]
    [InlineData("SP Y")]
    [InlineData(".SPY")]
    [InlineData("/ES")]
    [InlineData("-")]
    [InlineData("S\"Y")]
    [InlineData("S\nY")]
    [InlineData("ÄX")]
    [InlineData("X٣")]
    [InlineData("S*")]
    public void Refuses(string text)
    {
        Assert.False(Symbol.TryParse(text, out _));
        string message = Assert.Throws<FormatException>(() => Symbol.Parse(text)).Message;
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Holds_64_characters_and_no_more()
    {
        Assert.Equal(64, Symbol.Parse(new string('A', 64)).Name.Length);
        Assert.False(Symbol.TryParse(new string('A', 65), out _));
        Assert.False(Symbol.TryParse(null, out _));
    }

    [Fact]
    public void Order_is_by_code()
    {
        Assert.True(Symbol.Parse("B") < Symbol.Parse("a"));
        Assert.True(default(Symbol) < Symbol.Parse("0"));
        Assert.Equal("", default(Symbol).Name);
    }
}

public sealed class Text64Tests
{
    [Theory]
    [InlineData("")]
    [InlineData("period 0 is out of range")]
    [InlineData("größer")]
    public void Keeps_what_fits(string text) => Assert.Equal(text, Text64.From(text).ToString());

    [Fact]
    public void Cuts_at_the_boundary_of_a_character()
    {
        foreach (string unit in new[] { "x", "é", "€", "😀" })
        {
            for (int shift = 0; shift < 4; shift++)
            {
                string text = new string('.', shift) + string.Concat(Enumerable.Repeat(unit, 70));
                Text64 cut = Text64.From(text);
                int whole = (64 - shift) / Encoding.UTF8.GetByteCount(unit);
                Assert.Equal(new string('.', shift) + string.Concat(Enumerable.Repeat(unit, whole)), cut.ToString());
            }
        }
    }

    [Fact]
    public void Ends_at_a_NUL_and_replaces_what_is_no_text()
    {
        Assert.Equal("ab", Text64.From("ab\0cd").ToString());
        Assert.Equal("a\uFFFDb", Text64.From("a\uD800b").ToString());
        Assert.Equal(Text64.From("ab"), Text64.From("ab\0cd"));
        Assert.True(Text64.From("ab") != Text64.From("abc"));
    }
}
