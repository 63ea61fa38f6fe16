namespace Pawl.Types;

/// <summary>What a reader should know about a candle.</summary>
[Flags]
public enum CandleFlags : long
{
    None = 0,

    /// <summary>Data are known to be missing inside the bar.</summary>
    Incomplete = 1,

    /// <summary>A session's end cut the bar short.</summary>
    Truncated = 2,

    /// <summary>No trade: it repeats the last close.</summary>
    Synthetic = 4,

    /// <summary>The input ended before the bar did.</summary>
    Partial = 8,

    /// <summary>It holds prices of two contracts of a continuous future.</summary>
    Rolled = 16,
}
