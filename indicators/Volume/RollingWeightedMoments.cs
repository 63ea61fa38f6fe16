using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>
/// The moments of the newest <c>n</c> groups of values in O(1). The sums are of distances from a value close to the mean, and
/// are taken afresh each time the window has been filled anew, so that no digits are lost and nothing drifts.
/// </summary>
internal struct RollingWeightedMoments
{
    private Window<WeightedMoments> groups;
    private long next;

    /// <summary>How many groups have weight: when none has, what rounding has left is dropped.</summary>
    private long weighty;
    private double shift;
    private double weight;
    private double first;
    private double second;

    public readonly double Weight => weight;

    public readonly double Mean => shift + (first / weight);

    public readonly double Variance => Math.Max(0, (second / weight) - (first / weight * (first / weight)));

    public static RollingWeightedMoments Over(int count, ref Layout l) => new() { groups = l.Window<WeightedMoments>(count) };

    /// <summary>Takes the newest group; the oldest goes.</summary>
    public void Add(in WeightedMoments group, in Ctx c)
    {
        Span<WeightedMoments> slots = c.Span(in groups);
        ref WeightedMoments slot = ref slots[(int)next];
        Sum(in slot, -1);
        if (weighty == 0)
        {
            (shift, weight, first, second) = (group.Mean, 0, 0, 0);
        }

        Sum(in group, 1);
        slot = group;
        if (++next == slots.Length)
        {
            next = 0;
            SumAfresh(slots);
        }
    }

    private void Sum(in WeightedMoments group, int sign)
    {
        if (group.Weight == 0)
        {
            return;
        }

        double distance = group.Mean - shift;
        weighty += sign;
        weight += sign * group.Weight;
        first += sign * group.Weight * distance;
        second += sign * (group.Squares + (group.Weight * distance * distance));
    }

    private void SumAfresh(ReadOnlySpan<WeightedMoments> slots)
    {
        WeightedMoments all = default;
        foreach (ref readonly WeightedMoments group in slots)
        {
            all.Add(in group);
        }

        (shift, weight, first, second) = (all.Mean, all.Weight, 0, all.Squares);
    }
}
