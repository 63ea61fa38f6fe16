using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Pawl.Types;

/// <summary>
/// An exact positive factor, numerator over denominator without common divisors. Applied to a fixed-point number, the
/// result is rounded once, half to even at 10⁻⁸.
/// </summary>
public sealed class Ratio : IEquatable<Ratio>
{
    // Products of a 64-bit number with these fit into 128 bits.
    private readonly long _numerator;
    private readonly long _denominator;

    private Ratio(BigInteger numerator, BigInteger denominator)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        Denominator = denominator / common;
        if (Numerator > long.MaxValue || Denominator > long.MaxValue) return;
        _numerator = (long)Numerator;
        _denominator = (long)Denominator;
    }

    public static Ratio One { get; } = new(1, 1);

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public bool IsOne => Numerator == Denominator;

    /// <exception cref="ArgumentOutOfRangeException">A number is not above zero.</exception>
    public static Ratio Of(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.Sign <= 0 || denominator.Sign <= 0) ThrowNotPositive(numerator, denominator);
        return new Ratio(numerator, denominator);
    }

    /// <summary>The nearest number, or one beside it.</summary>
    public double ToDouble()
    {
        // Both numbers are brought into the range of a double; what falls off is far below its last bit.
        int excess = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return (double)(Numerator >> excess) / (double)(Denominator >> excess);
    }

    public Ratio Inverse() => new(Denominator, Numerator);

    public static Ratio operator *(Ratio left, Ratio right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Ratio(left.Numerator * right.Numerator, left.Denominator * right.Denominator);
    }

    /// <exception cref="OverflowException">The result is out of range.</exception>
    public Price Apply(Price price) => new(Apply(price.Raw));

    /// <exception cref="OverflowException">The result is out of range.</exception>
    public Quantity Apply(Quantity quantity) => new(Apply(quantity.Raw));

    /// <exception cref="OverflowException">The result is out of range.</exception>
    public QuantitySum Apply(QuantitySum quantity) =>
        QuantitySum.FromInt128(checked((Int128)HalfToEven((BigInteger)quantity.ToInt128() * Numerator, Denominator)));

    public bool Equals(Ratio? other) => other is not null && Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => Equals(obj as Ratio);

    public override int GetHashCode() => Numerator.GetHashCode() ^ (31 * Denominator.GetHashCode());

    /// <summary><c>1/7</c>.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";

    private long Apply(long raw)
    {
        if (_denominator == 0) return checked((long)HalfToEven(raw * Numerator, Denominator));
        Long128 product = (Long128)raw * _numerator;
        (Long128 quotient, Long128 rest) = Long128.DivRem(product, _denominator);
        // Twice the rest fits: it is below a number of 64 bits.
        int half = Long128.Abs(rest * 2).CompareTo(_denominator);
        if (half > 0 || (half == 0 && !Long128.IsEvenInteger(quotient))) quotient += Long128.Sign(product);
        return checked((long)quotient);
    }

    private static BigInteger HalfToEven(BigInteger product, BigInteger by)
    {
        BigInteger quotient = BigInteger.DivRem(product, by, out BigInteger rest);
        int half = BigInteger.Abs(rest * 2).CompareTo(by);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + product.Sign : quotient;
    }

    [DoesNotReturn]
    private static void ThrowNotPositive(BigInteger numerator, BigInteger denominator) =>
        throw new ArgumentOutOfRangeException(nameof(numerator), $"{numerator}/{denominator} is not a factor: both numbers must be above zero");
}
