using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>The rows of each of the newest bars, so that those of the oldest can be taken out of their sum. Empty until it is given a number of bars.</summary>
internal struct RollingRows
{
    /// <summary>Rows that a bar has on average at most, beside those that any number of bars may have.</summary>
    private const int RowsPerBar = 256;
    private const int Rows = 4096;

    private Ladder<SideVolumes> bar;
    private Window<KeyedVolumes> rows;
    private Ring<long> counts;
    private long period;
    private long first;
    private long used;

    private struct KeyedVolumes
    {
        public long Key;
        public SideVolumes Volumes;
    }

    /// <param name="period">How many bars are held, the newest included.</param>
    /// <param name="l">The node's memory.</param>
    public static RollingRows Over(int period, ref Layout l) => new()
    {
        bar = l.Ladder<SideVolumes>(VolumeProfiles.MaxPages / 16, pagesPerStep: 2),
        rows = l.Window<KeyedVolumes>(Rows + (period * RowsPerBar)),
        counts = l.Ring<long>(period),
        period = period,
    };

    private readonly bool IsUsed => period > 0;

    /// <summary>A trade of the bar that is forming.</summary>
    public void Add(long key, in BarTrade trade, in Ctx c)
    {
        if (IsUsed)
        {
            c.Open(ref bar)[key].Add(in trade);
        }
    }

    /// <summary>The bar has ended: it is remembered, and the one that is now too old leaves the sum.</summary>
    public void CloseBar(LadderView<SideVolumes> sum, in Ctx c)
    {
        if (!IsUsed)
        {
            return;
        }

        RingView<long> held = c.Open(ref counts);
        Span<KeyedVolumes> slots = c.Span(in rows);
        if (held.IsFull)
        {
            Forget(held[held.Count - 1], slots, sum);
        }

        held.Push(Remember(c.Open(ref bar), slots));
    }

    private void Forget(long count, Span<KeyedVolumes> slots, LadderView<SideVolumes> sum)
    {
        for (long i = 0; i < count; i++)
        {
            ref readonly KeyedVolumes old = ref slots[(int)((first + i) % slots.Length)];
            sum[old.Key].Subtract(in old.Volumes);
        }

        first = (first + count) % slots.Length;
        used -= count;
    }

    private long Remember(LadderView<SideVolumes> ended, Span<KeyedVolumes> slots)
    {
        long count = 0;
        for (int page = 0; page < ended.PageCount; page++)
        {
            Span<SideVolumes> volumes = ended.Page(page, out long key);
            for (int i = 0; i < volumes.Length; i++)
            {
                if (volumes[i].IsEmpty)
                {
                    continue;
                }

                if (used == slots.Length)
                {
                    throw new InvalidOperationException($"more than {slots.Length} rows in the bars; raise row_ticks");
                }

                slots[(int)((first + used) % slots.Length)] = new KeyedVolumes { Key = key + i, Volumes = volumes[i] };
                used++;
                count++;
            }
        }

        ended.Clear();
        return count;
    }
}
