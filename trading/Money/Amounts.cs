using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// Money in units of 10⁻⁸ of a currency, 128 bits wide. Products are exact and rounded once, half to even; arithmetic is checked.
/// </summary>
public static class Amounts
{
    public const long Scale = Price.Scale;

    /// <summary>What a quantity is worth at a price: price × quantity × multiplier. Negative where it was sold short.</summary>
    /// <exception cref="OverflowException">The value is outside of 128 bits.</exception>
    public static Long128 Value(Price price, Quantity quantity, Quantity multiplier)
    {
        // Two numbers of 64 bits: the product always fits.
        Long128 product = Long128.BigMul(price.Raw, quantity.Raw);
        return multiplier.Raw == Scale ? Divide(product, Scale) : Scaled(product, multiplier.Raw);
    }

    /// <summary>A part of an amount: amount × numerator / denominator, which is above zero.</summary>
    public static Long128 Part(Long128 amount, long numerator, long denominator) => Divide(checked(amount * numerator), denominator);

    /// <summary>An amount times a factor that is a number of 10⁻⁸ units.</summary>
    public static Long128 Times(Long128 amount, long factor) => factor == Scale ? amount : Divide(checked(amount * factor), Scale);

    /// <summary>The quotient, rounded half to even.</summary>
    public static Long128 Divide(Long128 amount, long divisor) => amount == (long)amount ? Divide((long)amount, divisor) : Divide(amount, (Long128)divisor, 0);

    /// <summary>The price that a quantity cost on average: cost / (quantity × multiplier), rounded half to even.</summary>
    public static Price Average(Long128 cost, Quantity quantity, Quantity multiplier)
    {
        Long128 units = Long128.BigMul(Math.Abs(quantity.Raw), multiplier.Raw);
        return new Price(checked((long)Divide(checked(cost * Math.Sign(quantity.Raw) * Scale * Scale), units, 0)));
    }

    /// <summary>The quotient of the usual case, in 64 bits.</summary>
    private static long Divide(long amount, long divisor)
    {
        (long quotient, long rest) = Math.DivRem(amount, divisor);
        // What is missing to the divisor, rather than twice the rest, which might not fit.
        long distance = Math.Abs(rest), other = divisor - distance;
        return distance > other || (distance == other && (quotient & 1) != 0) ? quotient + Math.Sign(amount) : quotient;
    }

    /// <summary>A whole number and a quotient of the same sign; together they are rounded half to even.</summary>
    private static Long128 Divide(Long128 amount, Long128 divisor, Long128 whole)
    {
        (Long128 quotient, Long128 rest) = Long128.DivRem(amount, divisor);
        quotient = checked(quotient + whole);
        Long128 distance = Long128.Abs(rest), other = divisor - distance;
        return distance > other || (distance == other && !Long128.IsEvenInteger(quotient)) ? quotient + Long128.Sign(amount) : quotient;
    }

    /// <summary>A product of 10⁻¹⁶ units times a multiplier of 10⁻⁸: whole units apart, so that it fits.</summary>
    private static Long128 Scaled(Long128 product, long multiplier)
    {
        (Long128 whole, Long128 rest) = Long128.DivRem(product, Scale);
        (Long128 units, Long128 left) = Long128.DivRem(checked(whole * multiplier), Scale);
        return Divide((left * Scale) + (rest * multiplier), (Long128)Scale * Scale, units);
    }
}
