using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What was bought minus what was sold since the beginning of the session, over a bar.</summary>
[Message("cumulative_delta", 1, "What was bought minus what was sold since the beginning of the session, over a bar.", Group = MessageGroup.VolumeAnalysis, Aliases = "cvd")]
[StructLayout(LayoutKind.Sequential)]
public struct CumulativeDelta
{
    [Field("start of the bar")]
    public Timestamp BarTime;

    [Field("the sum before the bar, or 0 where it begins anew")]
    public QuantitySum Open;

    [Field("its highest value in the bar")]
    public QuantitySum High;

    [Field("its lowest value in the bar")]
    public QuantitySum Low;

    [Field("the sum at the end of the bar")]
    public QuantitySum Close;

    [Field("what a reader should know: gap, where trades are known to be missing since the sum began")]
    public DeltaFlags Flags;
}

/// <summary>What a reader should know about a cumulative delta.</summary>
[Flags]
public enum DeltaFlags : long
{
    None = 0,

    /// <summary>Trades are known to be missing since the sum began.</summary>
    Gap = 1,
}
