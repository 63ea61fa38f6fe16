using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>The moments of the newest <c>n</c> groups of values in O(1); as in <see cref="RollingSum"/> nothing is ever subtracted.</summary>
internal struct RollingWeightedMoments
{
    /// <summary>Up to <see cref="next"/> the groups since the window was filled anew; from there on what they are together up to its end.</summary>
    private Window<WeightedMoments> slots;
    private long next;
    private WeightedMoments newer;

    /// <summary>The moments of the groups held.</summary>
    public WeightedMoments All { readonly get; private set; }

    public static RollingWeightedMoments Over(int count, ref Layout l) => new() { slots = l.Window<WeightedMoments>(count) };

    /// <summary>Takes the newest group; the oldest goes.</summary>
    public void Add(in WeightedMoments group, in Ctx c)
    {
        Span<WeightedMoments> window = c.Span(in slots);
        window[(int)next] = group;
        newer.Add(in group);
        if (++next < window.Length)
        {
            WeightedMoments all = window[(int)next];
            all.Add(in newer);
            All = all;
        }
        else
        {
            (next, newer) = (0, default);
            JoinFromEnd(window);
            All = window[0];
        }
    }

    private static void JoinFromEnd(Span<WeightedMoments> window)
    {
        WeightedMoments joined = default;
        for (int i = window.Length - 1; i >= 0; i--)
        {
            joined.Add(in window[i]);
            window[i] = joined;
        }
    }
}
