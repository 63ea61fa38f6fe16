namespace Pawl.Indicators;

/// <summary>Wilder's average of the directional index. It begins with the mean of the first <c>n</c>, of which bars without movement count as 0; later such bars do not count.</summary>
internal struct DirectionalIndex
{
    private int period;
    private int count;

    /// <summary>The average; while it fills, the sum.</summary>
    public double Value { readonly get; private set; }

    public static DirectionalIndex Over(int period) => new() { period = period };

    /// <returns>Whether there is an average.</returns>
    public bool Add(in DirectionalMovement moves)
    {
        if (count == period)
        {
            Value = moves.HasIndex ? Decay.Snap(((Value * (period - 1)) + moves.Index) / period) : Value;
            return true;
        }

        Value += moves.HasIndex ? moves.Index : 0;
        if (++count < period)
        {
            return false;
        }

        Value /= period;
        return true;
    }
}
