using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A profile as an array of rows from its lowest to its highest price, and what its shape tells.</summary>
internal readonly ref struct ProfileShape
{
    /// <summary>How many rows of the ladder are one row here.</summary>
    private readonly long factor;
    private readonly long lowest;
    private readonly Span<SideVolumes> rows;

    /// <param name="ladder">Volume by price.</param>
    /// <param name="low">The lowest row with volume.</param>
    /// <param name="high">The highest row with volume.</param>
    /// <param name="room">For the array; neighbouring rows are joined so that it is enough.</param>
    public ProfileShape(LadderView<SideVolumes> ladder, long low, long high, Span<SideVolumes> room)
    {
        factor = Factor(low, high, room.Length);
        lowest = Floor(low);
        rows = room[..(int)(Floor(high) - lowest + 1)];
        rows.Clear();
        for (int page = 0; page < ladder.PageCount; page++)
        {
            Span<SideVolumes> slots = ladder.Page(page, out long first);
            for (int i = 0; i < slots.Length; i++)
            {
                if (!slots[i].IsEmpty)
                {
                    rows[(int)(Floor(first + i) - lowest)].Add(in slots[i]);
                }
            }
        }
    }

    /// <summary>What the profile is, without its time.</summary>
    public VolumeProfile Describe(long height, int percent, ValueAreaMethod method, in Ctx c)
    {
        PeakRow peak = new(0, rows.Length - 1);
        VolumeProfile y = new() { RowSize = new Price(checked(height * factor)), ValueAreaMethod = method };
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].IsEmpty)
            {
                continue;
            }

            QuantitySum volume = rows[i].Volume;
            peak.Add(i, volume);
            y.Volume += volume;
            y.Levels++;
            c.Append(ref y.Bins, new ProfileRow { Price = PriceOf(i, height), Volume = volume, Buy = rows[i].Buy, Sell = rows[i].Sell });
        }

        ValueArea area = ValueArea.Around((int)peak.Key, rows, y.Volume, percent, method);
        y.PointOfControl = PriceOf(peak.Key, height);
        y.PointOfControlVolume = peak.Volume;
        (y.ValueAreaLow, y.ValueAreaHigh, y.ValueAreaVolume) = (PriceOf(area.Low, height), PriceOf(area.High, height), area.Volume);
        (y.Low, y.High) = (PriceOf(0, height), PriceOf(rows.Length - 1, height));
        for (int i = 1; i < rows.Length - 1; i++)
        {
            if (IsNode(i, y.Volume, sign: 1, quarters: 5))
            {
                c.Append(ref y.HighVolumeNodes, PriceOf(i, height));
            }
        }

        for (int i = 1; i < rows.Length - 1; i++)
        {
            if (IsNode(i, y.Volume, sign: -1, quarters: 3))
            {
                c.Append(ref y.LowVolumeNodes, PriceOf(i, height));
            }
        }

        return y;
    }

    /// <summary>Whether the mean over three rows has an extreme here that stands out against the mean row; of equal neighbours the lower price counts.</summary>
    /// <param name="at">An inner row.</param>
    /// <param name="total">The volume of all rows.</param>
    /// <param name="sign">1 for a maximum, −1 for a minimum.</param>
    /// <param name="quarters">Of the mean row that it must reach.</param>
    private bool IsNode(int at, QuantitySum total, int sign, int quarters)
    {
        (Long128 below, int rowsBelow) = Around(at - 1);
        (Long128 here, int rowsHere) = Around(at);
        (Long128 above, int rowsAbove) = Around(at + 1);
        return checked(
            sign * here * rowsBelow > sign * below * rowsHere
            && sign * here * rowsAbove >= sign * above * rowsHere
            && sign * here * 4 * rows.Length >= sign * total.ToLong128() * quarters * rowsHere);
    }

    /// <summary>The volume of a row and its neighbours, and how many rows that are.</summary>
    private (Long128 Volume, int Rows) Around(int at)
    {
        int from = Math.Max(0, at - 1);
        int to = Math.Min(rows.Length - 1, at + 1);
        Long128 sum = 0;
        for (int i = from; i <= to; i++)
        {
            sum += rows[i].Volume.ToLong128();
        }

        return (sum, to - from + 1);
    }

    private Price PriceOf(long row, long height) => PriceRows.PriceOf(checked((lowest + row) * factor), height);

    private long Floor(long key) => Floor(key, factor);

    /// <summary>The least of 1, 2, 5, 10, 20, 50 … that joins enough rows.</summary>
    private static long Factor(long low, long high, int room)
    {
        long joined = 1;
        for (int step = 0; Floor(high, joined) - Floor(low, joined) >= room; step++)
        {
            joined = step % 3 == 1 ? joined / 2 * 5 : joined * 2;
        }

        return joined;
    }

    private static long Floor(long key, long joined) => key >= 0 ? key / joined : ((key + 1) / joined) - 1;
}
