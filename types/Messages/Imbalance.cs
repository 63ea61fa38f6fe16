using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>How much one side outweighs the other, from −1 (all sold) to 1 (all bought).</summary>
[Message("imbalance", 1, "How much one side outweighs the other, from −1 (all sold) to 1 (all bought).", Group = MessageGroup.VolumeAnalysis)]
[StructLayout(LayoutKind.Sequential)]
public struct Imbalance
{
    [Field("start of the bar")]
    public Timestamp BarTime;

    [Field("what was weighed: the trades, or the sizes of bid and ask")]
    public ImbalanceKind Kind;

    [Field("−1 to 1; null where there is nothing to weigh")]
    public double Value;

    [Field("volume of the trades, or size of bid and ask together at the end of the bar")]
    public QuantitySum Volume;

    [Field("what a reader should know: alert, where it is large and there is volume behind it")]
    public ImbalanceFlags Flags;
}

/// <summary>What an imbalance weighs.</summary>
public enum ImbalanceKind : long
{
    Trade,
    Book,
}

/// <summary>What a reader should know about an imbalance.</summary>
[Flags]
public enum ImbalanceFlags : long
{
    None = 0,

    /// <summary>It is large, and there is volume behind it.</summary>
    Alert = 1,
}
