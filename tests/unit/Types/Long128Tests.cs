using System.Globalization;
using System.Numerics;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>Numbers of 128 bits against numbers of any width.</summary>
public sealed class Long128Tests
{
    private static readonly BigInteger Min = (BigInteger)Int128.MinValue;
    private static readonly BigInteger Max = (BigInteger)Int128.MaxValue;

    [Fact]
    public void Arithmetic_is_that_of_whole_numbers_and_checked()
    {
        var random = new Random(5);
        for (int i = 0; i < 300_000; i++)
        {
            Long128 a = Any(random), b = Any(random);
            BigInteger x = Big(a), y = Big(b);
            Same(x + y, () => a + b);
            Same(x - y, () => a - b);
            Same(x * y, () => a * b);
            Same(-x, () => -a);
            Same(BigInteger.Abs(x), () => Long128.Abs(a));
            if (y.IsZero) continue;
            Same(BigInteger.Divide(x, y), () => a / b);
            Same(Floor(x, y), () => Long128.FloorDivide(a, b));
            if (BigInteger.Divide(x, y) <= Max) Assert.Equal(BigInteger.Remainder(x, y), Big(Long128.DivRem(a, b).Remainder));
        }
    }

    [Fact]
    public void Comparisons_are_those_of_whole_numbers()
    {
        var random = new Random(6);
        for (int i = 0; i < 100_000; i++)
        {
            Long128 a = Any(random), b = random.Next(4) == 0 ? a : Any(random);
            BigInteger x = Big(a), y = Big(b);
            Assert.Equal((x < y, x <= y, x == y, x != y, x >= y, x > y), (a < b, a <= b, a == b, a != b, a >= b, a > b));
            Assert.Equal((x.CompareTo(y), x.Sign), (a.CompareTo(b), Long128.Sign(a)));
            Assert.Equal((BigInteger.Min(x, y), BigInteger.Max(x, y)), (Big(Long128.Min(a, b)), Big(Long128.Max(a, b))));
            Assert.Equal((a.Equals(b), a.Equals((object)b), x.IsEven), (x == y, x == y, Long128.IsEvenInteger(a)));
        }
    }

    [Fact]
    public void Conversions_are_exact_or_refused()
    {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++)
        {
            long number = TextCases.AnyLong(random), other = TextCases.AnyLong(random);
            Assert.Equal((BigInteger)number, Big(number));
            Assert.Equal((BigInteger)number * other, Big(Long128.BigMul(number, other)));
            Long128 wide = Any(random);
            Assert.Equal(wide, (Long128)(Int128)wide);
            Assert.Equal(Big(wide).ToString(CultureInfo.InvariantCulture), wide.ToString());
            bool fits = Big(wide) >= long.MinValue && Big(wide) <= long.MaxValue;
            Assert.Equal(fits, wide.IsLong);
            if (fits) Assert.Equal(Big(wide), (BigInteger)checked((long)wide));
            else Assert.Throws<OverflowException>(() => checked((long)wide));
        }
    }

    [Fact]
    public void Nothing_is_divided_by_zero() => Assert.Throws<DivideByZeroException>(() => Any(new Random(1)) / 0);

    [Fact]
    public void A_digit_that_was_guessed_too_high_is_put_right()
    {
        // The classic cases of long division: the first guess is one, or two, too high.
        foreach ((string dividend, string divisor) in ((string, string)[])[("7fffffff800000010000000000000000", "800000008000000200000005"), ("7fffffffffffffff0000000000000000", "8000000000000001"), ("3fffffff00000000ffffffffffffffff", "4000000080000000"), ("00000000fffffffeffffffffffffffff", "ffffffff00000000")])
        {
            (Int128 x, Int128 y) = (Int128.Parse(dividend, NumberStyles.HexNumber, CultureInfo.InvariantCulture), Int128.Parse("0" + divisor, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            (Long128 quotient, Long128 rest) = Long128.DivRem(x, y);
            Assert.Equal((x / y, x % y), ((Int128)quotient, (Int128)rest));
        }
    }

    private static BigInteger Big(Long128 value) => ((BigInteger)value.High << 64) + value.Low;

    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        return !rest.IsZero && rest.Sign != divisor.Sign ? quotient - 1 : quotient;
    }

    private static void Same(BigInteger expected, Func<Long128> actual)
    {
        if (expected < Min || expected > Max) Assert.Throws<OverflowException>(() => actual());
        else Assert.Equal(expected, Big(actual()));
    }

    /// <summary>Numbers of every width, and those around the ends of 32, 64 and 128 bits.</summary>
    private static Long128 Any(Random random)
    {
        Int128 wide = new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        return random.Next(8) switch
        {
            0 => Int128.MinValue + random.Next(3),
            1 => Int128.MaxValue - random.Next(3),
            2 => TextCases.AnyLong(random),
            3 => (Int128.One << random.Next(127)) + random.Next(-2, 3),
            4 => -(Int128.One << random.Next(127)) + random.Next(-2, 3),
            _ => wide >> random.Next(128),
        };
    }
}
