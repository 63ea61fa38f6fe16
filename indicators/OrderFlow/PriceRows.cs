using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Volume by price: rows of one height, from the one that begins at zero on.</summary>
internal static class PriceRows
{
    /// <summary>The number of the row that holds a price.</summary>
    public static long KeyOf(Price price, long height)
    {
        (long quotient, long remainder) = Math.DivRem(price.Raw, height);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The lower edge of a row.</summary>
    public static Price PriceOf(long key, long height) => new(checked(key * height));

    /// <summary>The height of a row.</summary>
    public static long Height(in Market market, Price tickSize, long ticks) => checked(market.TickOr(tickSize).Raw * ticks);

    /// <summary>The lowest and the highest row with volume; false where there is none.</summary>
    public static bool TryRange(LadderView<SideVolumes> rows, out long low, out long high)
    {
        (low, high) = (0, 0);
        bool found = false;
        for (int page = 0; page < rows.PageCount; page++)
        {
            Span<SideVolumes> slots = rows.Page(page, out long first);
            for (int i = 0; i < slots.Length; i++)
            {
                if (!slots[i].IsEmpty)
                {
                    low = found ? low : first + i;
                    high = first + i;
                    found = true;
                }
            }
        }

        return found;
    }
}
