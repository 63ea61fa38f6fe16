using System.Globalization;
using System.Text.RegularExpressions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>Prices against <see cref="decimal"/>; quantities share the implementation and are checked where they differ.</summary>
public sealed partial class PriceTests
{
    private static readonly decimal Min = (decimal)long.MinValue / 100_000_000m;
    private static readonly decimal Max = (decimal)long.MaxValue / 100_000_000m;

    [Fact]
    public void Text_is_the_shortest_exact_decimal_and_reads_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            long raw = TextCases.AnyLong(random);
            string expected = ((decimal)raw / 100_000_000m).ToString("0.########", CultureInfo.InvariantCulture);
            Assert.Equal(expected, new Price(raw).ToString());
            Assert.Equal(expected, new Quantity(raw).ToString());
            Assert.Equal(raw, Price.Parse(expected).Raw);
            Assert.Equal(raw, Quantity.Parse(expected).Raw);
        }
    }

    [Fact]
    public void Reads_exactly_the_grammar_and_the_range()
    {
        var random = new Random(2);
        for (int i = 0; i < 300_000; i++)
        {
            string text = random.Next(2) == 0
                ? TextCases.Text(random, "0123456789.-", 22)
                : TextCases.Mutate(random, new Price(TextCases.AnyLong(random)).ToString(), "0123456789.-+eE ,");
            bool expected = Grammar().IsMatch(text);
            decimal value = expected ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) : 0;
            expected &= value >= Min && value <= Max;
            Assert.True(expected == Price.TryParse(TextCases.Utf8(text), out Price price), text);
            if (expected) Assert.Equal((long)(value * 100_000_000m), price.Raw);
        }
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("-0.00000000", 0)]
    [InlineData("0007.50", 750_000_000)]
    [InlineData("0.00000001", 1)]
    [InlineData("-0.5", -50_000_000)]
    [InlineData("167.41", 16_741_000_000)]
    [InlineData("92233720368.54775807", long.MaxValue)]
    [InlineData("-92233720368.54775808", long.MinValue)]
    [InlineData("000000000000000000000000000000001", 100_000_000)]
    public void Reads(string text, long raw) => Assert.Equal(raw, Price.Parse(text).Raw);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("-.5")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1e2")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1.000000000")]
    [InlineData("0.123456789")]
    [InlineData("92233720368.54775808")]
    [InlineData("-92233720368.54775809")]
    [InlineData("92233720369")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("١")]
    public void Refuses(string text)
    {
        Assert.False(Price.TryParse(TextCases.Utf8(text), out _));
        Assert.False(Quantity.TryParse(TextCases.Utf8(text), out _));
        FormatException error = Assert.Throws<FormatException>(() => Price.Parse(text));
        Assert.Contains("is not a price", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not a quantity", Assert.Throws<FormatException>(() => Quantity.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_stays_on_one_line_however_the_text_looks()
    {
        string message = Assert.Throws<FormatException>(() => Price.Parse("1\r\n2" + new string('x', 10_000))).Message;
        Assert.DoesNotContain('\n', message);
        Assert.True(message.Length < 250, message);
    }

    [Fact]
    public void Double_is_the_nearest_one()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            // Below 2^53 the units themselves are exact, so that one division rounds once, as a parser does.
            long raw = random.NextInt64(-(1L << 53), 1L << 53) >> random.Next(40);
            Assert.Equal(double.Parse(new Price(raw).ToString(), CultureInfo.InvariantCulture), new Price(raw).ToDouble());
        }
    }

    [Fact]
    public void Every_length_of_a_destination_is_respected()
    {
        Span<byte> to = stackalloc byte[Price.MaxLength];
        foreach (long raw in new[] { 0, 1, -1, 16_741_000_000, long.MinValue, long.MaxValue })
        {
            int length = new Price(raw).ToString().Length;
            for (int room = 0; room <= to.Length; room++)
            {
                Assert.Equal(room >= length, new Price(raw).TryFormat(to[..room], out int written));
                Assert.Equal(room >= length ? length : 0, written);
            }
        }
    }

    [Fact]
    public void Arithmetic_is_checked_and_order_is_that_of_numbers()
    {
        Assert.Equal(Price.Parse("0.3"), Price.Parse("0.1") + Price.Parse("0.2"));
        Assert.Equal(Price.Parse("-0.1"), Price.Parse("0.1") - Price.Parse("0.2"));
        Assert.Equal(Price.Parse("-1"), -Price.Parse("1"));
        Assert.True(Price.Parse("-2") < Price.Parse("1") && Price.Parse("1") >= Price.Parse("1.0"));
        Assert.Throws<OverflowException>(() => Price.MaxValue + new Price(1));
        Assert.Throws<OverflowException>(() => Price.MinValue - new Price(1));
        Assert.Throws<OverflowException>(() => -Price.MinValue);
        Assert.Throws<OverflowException>(() => Quantity.MaxValue + new Quantity(1));
        Assert.Throws<OverflowException>(() => -Quantity.MinValue);
    }

    [GeneratedRegex(@"\A-?[0-9]+(\.[0-9]{1,8})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Grammar();
}
