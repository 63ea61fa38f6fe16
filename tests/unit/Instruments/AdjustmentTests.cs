using System.Numerics;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Instruments;

public sealed class AdjustmentTests
{
    private static readonly Timestamp ExDate = Time("2014-06-09T08:00:00Z");

    /// <summary>Apple gave seven shares for one on 2014-06-09: 645.57 / 7 = 92.224285714…, 1 000 shares became 7 000.</summary>
    [Fact]
    public void A_split_divides_earlier_prices_and_multiplies_earlier_volumes()
    {
        var table = new AdjustmentTable([Adjustment.Split(ExDate, 7, 1)]);
        AdjustmentFactors before = table.FactorsAt(ExDate.AddNanoseconds(-1));
        Assert.Equal("92.22428571", before.Price.Apply(Price.Parse("645.57")).ToString());
        Assert.Equal("7000", before.Volume.Apply(Quantity.Parse("1000")).ToString());
        AdjustmentFactors after = table.FactorsAt(ExDate);
        Assert.True(after.Price.IsOne && after.Volume.IsOne);
    }

    /// <summary>2 at a close of 50 leaves 48/50; with a later split of 2 for 1, earlier prices count 24/50.</summary>
    [Fact]
    public void Factors_multiply_exactly_in_any_order_of_entry()
    {
        Adjustment dividend = Adjustment.Dividend(ExDate, Price.Parse("2"), Price.Parse("50"));
        Adjustment split = Adjustment.Split(ExDate.AddNanoseconds(10), 2, 1);
        foreach (AdjustmentTable table in new[] { new AdjustmentTable([dividend, split]), new AdjustmentTable([split, dividend]) })
        {
            Assert.Equal("12/25", table.FactorsAt(ExDate.AddNanoseconds(-1)).Price.ToString());
            Assert.Equal("1/2", table.FactorsAt(ExDate).Price.ToString());
            Assert.Equal("2/1", table.FactorsAt(ExDate.AddNanoseconds(9)).Volume.ToString());
            Assert.Equal(AdjustmentFactors.None, table.FactorsAt(ExDate.AddNanoseconds(10)));
        }
    }

    [Fact]
    public void Two_on_one_day_both_count()
    {
        var table = new AdjustmentTable([Adjustment.Split(ExDate, 3, 2), Adjustment.Split(ExDate, 1, 10), Adjustment.Split(ExDate, 5, 1)]);
        Assert.Equal("3/4", table.FactorsAt(ExDate.AddNanoseconds(-1)).Volume.ToString());
        Assert.Equal(AdjustmentFactors.None, table.FactorsAt(ExDate));
    }

    [Theory]
    [InlineData("0.00000001", 1, 2, "0")]
    [InlineData("0.00000003", 1, 2, "0.00000002")]
    [InlineData("0.00000005", 1, 2, "0.00000002")]
    [InlineData("-0.00000003", 1, 2, "-0.00000002")]
    [InlineData("-0.00000001", 1, 2, "0")]
    [InlineData("0.00000002", 1, 3, "0.00000001")]
    [InlineData("-0.00000002", 1, 3, "-0.00000001")]
    [InlineData("92233720368.54775807", 1, 1, "92233720368.54775807")]
    public void Rounds_half_to_even(string price, int numerator, int denominator, string expected) =>
        Assert.Equal(expected, Ratio.Of(numerator, denominator).Apply(Price.Parse(price)).ToString());

    /// <summary>Against 2·raw·a/b looked at in halves, for factors that fit into 64 bits and for those that do not.</summary>
    [Fact]
    public void Narrow_and_wide_factors_round_alike()
    {
        var random = new Random(3);
        int wide = 0;
        for (int i = 0; i < 20_000; i++)
        {
            long raw = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
            BigInteger scale = random.Next(2) == 0 ? 1 : BigInteger.Pow(2, 100);
            BigInteger a = (random.NextInt64(1, 40) * scale) + random.Next(2), b = (random.NextInt64(1, 40) * scale) + random.Next(2);
            BigInteger halves = FloorDivide(2 * raw * a, b);
            bool exact = halves * b == 2 * raw * a;
            BigInteger below = FloorDivide(halves, 2);
            bool tie = exact && !halves.IsEven;
            BigInteger expected = halves.IsEven || (tie && below.IsEven) ? below : below + 1;
            Ratio ratio = Ratio.Of(a, b);
            wide += ratio.Denominator > long.MaxValue ? 1 : 0;
            Assert.Equal(expected, ratio.Apply(new Price(raw)).Raw);
        }

        Assert.InRange(wide, 5_000, 10_000);
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>A hundred dividends make a ratio of thousands of digits: 0.99^100 · 100 = 36.603234127…</summary>
    [Fact]
    public void Long_products_stay_exact()
    {
        var table = new AdjustmentTable(Enumerable.Range(0, 100).Select(i => Adjustment.Dividend(ExDate.AddNanoseconds(i), Price.Parse("1"), Price.Parse("100"))));
        Assert.Equal("36.60323413", table.FactorsAt(default).Price.Apply(Price.Parse("100")).ToString());
    }

    [Fact]
    public void Refuses_what_is_no_factor()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Adjustment.Split(ExDate, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Adjustment.Dividend(ExDate, Price.Parse("5"), Price.Parse("5")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Adjustment.Dividend(ExDate, Price.Zero, Price.Parse("5")));
        Assert.Throws<OverflowException>(() => Ratio.Of(2, 1).Apply(Price.MaxValue));
    }
}
