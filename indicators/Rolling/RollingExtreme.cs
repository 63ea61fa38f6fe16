using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// The highest or lowest of the newest <c>n</c> values, in O(1) on average: a queue of those that are not yet surpassed by
/// a newer one. Of equal ones the newest counts.
/// </summary>
internal struct RollingExtreme
{
    private Window<Entry> queue;
    private int head;
    private int held;
    private long count;
    private long added;
    private double sign;

    private struct Entry
    {
        public double Value;
        public long Index;
    }

    /// <summary>The extreme of the values held.</summary>
    public double Value { readonly get; private set; }

    /// <summary>How many values ago it was (0 = the newest).</summary>
    public long Age { readonly get; private set; }

    public static RollingExtreme Highest(int count, ref Layout l) => new() { queue = l.Window<Entry>(count), count = count, sign = 1 };

    public static RollingExtreme Lowest(int count, ref Layout l) => new() { queue = l.Window<Entry>(count), count = count, sign = -1 };

    /// <summary>Takes the newest value; the oldest goes.</summary>
    /// <returns>Whether there are <c>n</c> values.</returns>
    public bool Add(double value, in Ctx c)
    {
        Span<Entry> slots = c.Span(in queue);
        if (held > 0 && slots[head].Index <= added - count)
        {
            head = head + 1 == slots.Length ? 0 : head + 1;
            held--;
        }

        while (held > 0 && sign * value >= sign * slots[At(held - 1, slots.Length)].Value)
        {
            held--;
        }

        slots[At(held++, slots.Length)] = new Entry { Value = value, Index = added };
        Value = slots[head].Value;
        Age = added - slots[head].Index;
        return ++added >= count;
    }

    private readonly int At(int place, int length)
    {
        int at = head + place;
        return at < length ? at : at - length;
    }
}
