using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>Sums of 128 bits against <see cref="BigInteger"/>.</summary>
public sealed partial class QuantitySumTests
{
    private static readonly BigInteger Min = -(BigInteger.One << 127);
    private static readonly BigInteger Max = (BigInteger.One << 127) - 1;

    [Fact]
    public void Text_is_exact_and_reads_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            QuantitySum sum = Any(random);
            string expected = Text((BigInteger)sum.ToInt128());
            Assert.Equal(expected, sum.ToString());
            Assert.Equal(sum, QuantitySum.Parse(expected));
            Assert.Equal(sum, QuantitySum.FromInt128(sum.ToInt128()));
        }
    }

    [Fact]
    public void Reads_exactly_the_grammar_and_the_range()
    {
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++)
        {
            string text = random.Next(2) == 0
                ? TextCases.Text(random, "0123456789.-", 44)
                : TextCases.Mutate(random, Any(random).ToString(), "0123456789.-+e ");
            bool expected = Grammar().IsMatch(text);
            BigInteger units = expected ? Units(text) : 0;
            expected &= units >= Min && units <= Max;
            Assert.True(expected == QuantitySum.TryParse(TextCases.Utf8(text), out QuantitySum sum), text);
            if (expected) Assert.Equal(units, (BigInteger)sum.ToInt128());
        }
    }

    [Theory]
    [InlineData("1701411834604692317316873037158.84105727", true)]
    [InlineData("1701411834604692317316873037158.84105728", false)]
    [InlineData("-1701411834604692317316873037158.84105728", true)]
    [InlineData("-1701411834604692317316873037158.84105729", false)]
    [InlineData("92233720368.54775808", true)]
    [InlineData("92233720368547758080", true)]
    [InlineData("92233720368547758080.", false)]
    [InlineData(".92233720368547758080", false)]
    [InlineData("92233720368547758080.123456789", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    public void Knows_its_ends(string text, bool valid)
    {
        Assert.Equal(valid, QuantitySum.TryParse(TextCases.Utf8(text), out QuantitySum sum));
        if (valid) Assert.Equal(Text(Units(text)), sum.ToString());
        else Assert.Throws<FormatException>(() => QuantitySum.Parse(text));
    }

    [Fact]
    public void Arithmetic_is_that_of_whole_numbers_and_checked()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            QuantitySum a = Any(random), b = Any(random);
            var quantity = new Quantity(TextCases.AnyLong(random));
            BigInteger x = (BigInteger)a.ToInt128(), y = (BigInteger)b.ToInt128();
            Same(x + y, () => a + b);
            Same(x - y, () => a - b);
            Same(x + quantity.Raw, () => a + quantity);
            Same(-x, () => -a);
            Same(quantity.Raw, () => quantity);
            Assert.Equal(x.CompareTo(y), Math.Sign(a.CompareTo(b)));
            Assert.Equal(x < y, a < b);
            Assert.Equal(x >= y, a >= b);
        }
    }

    [Fact]
    public void Double_of_a_small_sum_is_the_nearest_one()
    {
        Assert.Equal(1600.5, QuantitySum.Parse("1600.5").ToDouble());
        Assert.Equal(-0.1, QuantitySum.Parse("-0.1").ToDouble());
        Assert.Equal(1e20, QuantitySum.Parse("100000000000000000000").ToDouble());
    }

    [Fact]
    public void Destination_too_short_is_refused()
    {
        Span<byte> to = stackalloc byte[QuantitySum.MaxLength];
        Assert.True(QuantitySum.MinValue.TryFormat(to, out int written));
        Assert.Equal(to.Length, written);
        Assert.False(QuantitySum.MinValue.TryFormat(to[1..], out written));
        Assert.Equal(0, written);
    }

    private static void Same(BigInteger expected, Func<QuantitySum> actual)
    {
        if (expected < Min || expected > Max) Assert.Throws<OverflowException>(() => actual());
        else Assert.Equal(expected, (BigInteger)actual().ToInt128());
    }

    private static QuantitySum Any(Random random)
    {
        var wide = new QuantitySum((ulong)TextCases.AnyLong(random), TextCases.AnyLong(random));
        return random.Next(8) switch
        {
            0 => QuantitySum.MinValue + new Quantity(random.Next(3)),
            1 => QuantitySum.MaxValue + new Quantity(-random.Next(3)),
            2 or 3 => new Quantity(TextCases.AnyLong(random)),
            _ => QuantitySum.FromInt128(wide.ToInt128() >> random.Next(128)),
        };
    }

    private static string Text(BigInteger units)
    {
        string digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(9, '0');
        string fraction = digits[^8..].TrimEnd('0');
        return (units.Sign < 0 ? "-" : "") + digits[..^8] + (fraction.Length > 0 ? "." + fraction : "");
    }

    private static BigInteger Units(string text)
    {
        string[] parts = text.TrimStart('-').Split('.');
        var magnitude = BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(8, '0'), CultureInfo.InvariantCulture);
        return text[0] == '-' ? -magnitude : magnitude;
    }

    [GeneratedRegex(@"\A-?[0-9]+(\.[0-9]{1,8})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Grammar();
}
