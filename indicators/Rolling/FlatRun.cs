namespace Pawl.Indicators;

/// <summary>
/// Tells whether the newest <c>n</c> values are all the same. Running sums of such a window are off by the rounding errors
/// of what was in it before, and a deviation of nothing but such errors must not be divided by.
/// </summary>
internal struct FlatRun
{
    private double last;
    private int count;
    private int same;

    public static FlatRun Over(int count) => new() { count = count };

    /// <summary>Whether the newest <c>n</c> values are the same.</summary>
    public readonly bool IsFlat => same >= count;

    /// <summary>The newest value.</summary>
    public readonly double Last => last;

    public void Add(double value)
    {
        if (value != last)
        {
            last = value;
            same = 1;
        }
        else if (same < count)
        {
            same++;
        }
    }
}
