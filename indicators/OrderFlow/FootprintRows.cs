using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The rows of a bar that has ended, with what can be told by comparing them.</summary>
internal readonly ref struct FootprintRows
{
    private readonly LadderView<SideVolumes> rows;
    private readonly long low;
    private readonly long high;
    private readonly long height;
    private readonly Footprints.Parameters p;

    public FootprintRows(LadderView<SideVolumes> rows, long low, long high, long height, in Footprints.Parameters p)
    {
        this.rows = rows;
        this.low = low;
        this.high = high;
        this.height = height;
        this.p = p;
    }

    /// <summary>Adds the rows, the stacks and what the ends and the largest row tell.</summary>
    public void Append(ref Footprint to, in Ctx c)
    {
        PeakRow peak = new(low, high);
        for (int page = 0; page < rows.PageCount; page++)
        {
            Span<SideVolumes> slots = rows.Page(page, out long first);
            for (int i = 0; i < slots.Length; i++)
            {
                if (!slots[i].IsEmpty)
                {
                    peak.Add(first + i, slots[i].Volume);
                    Append(ref to, first + i, in slots[i], in c);
                }
            }
        }

        AppendStacks(ref to, TradeDirection.Buy, TradeDirection.Sell, in c);
        to.PointOfControl = PriceRows.PriceOf(peak.Key, height);
        to.PointOfControlVolume = peak.Volume;
        to.Unfinished = (BothTraded(high) ? AuctionFlags.High : AuctionFlags.None) | (BothTraded(low) ? AuctionFlags.Low : AuctionFlags.None);
    }

    private void Append(ref Footprint to, long key, in SideVolumes row, in Ctx c)
    {
        if (to.Rows.Count == Footprint.MaxRows)
        {
            throw new InvalidOperationException($"a bar of more than {Footprint.MaxRows} rows; raise row_ticks");
        }

        c.Append(ref to.Rows, new FootprintRow
        {
            Price = PriceRows.PriceOf(key, height),
            Bid = row.Sell,
            Ask = row.Buy,
            Neutral = row.Neutral,
            Trades = row.Trades,
            Imbalance = (IsBuy(key, in row) ? ImbalanceSides.Buy : ImbalanceSides.None) | (IsSell(key, in row) ? ImbalanceSides.Sell : ImbalanceSides.None),
        });
    }

    private bool IsBuy(long key, in SideVolumes row) => key > low && Outweighs(row.Buy, rows.Peek(key - 1).Sell);

    private bool IsSell(long key, in SideVolumes row) => key < high && Outweighs(row.Sell, rows.Peek(key + 1).Buy);

    private bool Outweighs(QuantitySum side, QuantitySum other)
    {
        if (side < (QuantitySum)p.MinVolume || side - other < (QuantitySum)p.MinDifference || side == QuantitySum.Zero)
        {
            return false;
        }

        Long128 weighed = other == QuantitySum.Zero ? Quantity.Scale : other.ToLong128();
        return checked(side.ToLong128() * 100 >= weighed * p.ImbalancePercent);
    }

    private bool BothTraded(long key) => rows.Peek(key) is var row && row.Buy > QuantitySum.Zero && row.Sell > QuantitySum.Zero;

    /// <summary>Stacks of both sides in the order of their lowest rows.</summary>
    private void AppendStacks(ref Footprint to, TradeDirection first, TradeDirection second, in Ctx c)
    {
        long buys = 0, sells = 0;
        // One row beyond the end, where every stack ends.
        for (long key = low; key <= high + 1; key++)
        {
            SideVolumes row = rows.Peek(key);
            buys = Count(ref to, first, key, buys, IsBuy(key, in row), in c);
            sells = Count(ref to, second, key, sells, IsSell(key, in row), in c);
        }
    }

    private long Count(ref Footprint to, TradeDirection side, long key, long count, bool isImbalance, in Ctx c)
    {
        if (isImbalance)
        {
            return count + 1;
        }

        if (count >= p.StackedRows)
        {
            c.Append(ref to.Stacked, new StackedImbalance
            {
                Side = side,
                Low = PriceRows.PriceOf(key - count, height),
                High = PriceRows.PriceOf(key - 1, height),
                Rows = count,
            });
        }

        return 0;
    }
}
