using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// What the strategies of a log hold of a symbol together, by the fills in the log: the input <c>position</c>. It is said with each fill, so before the first
/// there is none; what an account held before the log began is not part of it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct NetPosition
{
    [Field("how much is held; negative where it was sold short")]
    public Quantity Quantity;

    /// <summary>Kept while less is held, weighted when more is, and that of the fill where the side changes.</summary>
    [Field("mean price of what is held, fees apart, rounded half to even; null where nothing is", NullWhen = long.MinValue)]
    public Price AveragePrice;

    /// <summary>Counts a fill.</summary>
    /// <param name="signed">How much was bought, negative where it was sold.</param>
    /// <param name="price">The price of the fill.</param>
    /// <exception cref="OverflowException">More is held than 64 bits of 10⁻⁸ units can say.</exception>
    public void Add(Quantity signed, Price price)
    {
        long held = Quantity.Raw, next = checked(held + signed.Raw);
        if (next == 0)
        {
            AveragePrice = new Price(long.MinValue);
        }
        else if (held == 0 || (held ^ next) < 0)
        {
            AveragePrice = price;
        }
        else if ((held ^ signed.Raw) >= 0)
        {
            AveragePrice = new Price(Mean(AveragePrice.Raw, held, price.Raw, signed.Raw));
        }

        Quantity = new Quantity(next);
    }

    /// <summary>The mean of two prices that are weighted by quantities of one sign.</summary>
    private static long Mean(long price, long quantity, long other, long otherQuantity)
    {
        Long128 sum = Long128.BigMul(price, quantity) + Long128.BigMul(other, otherQuantity);
        Long128 weight = (Long128)quantity + otherQuantity;
        if (weight < 0)
        {
            (sum, weight) = (-sum, -weight);
        }

        Long128 doubled = (2 * sum) + weight;
        Long128 whole = Long128.FloorDivide(doubled, 2 * weight);
        // Exactly between two: the even one.
        return (long)(whole * 2 * weight == doubled && !Long128.IsEvenInteger(whole) ? whole - 1 : whole);
    }
}
