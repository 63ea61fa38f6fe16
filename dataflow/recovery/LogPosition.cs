namespace Pawl.Recovery;

/// <summary>How far a log has come.</summary>
/// <param name="Records">Input events in the log, those without a number included.</param>
/// <param name="Own">How many of them did not come from the source, but were made here.</param>
/// <param name="Sequence">The number of the last input event.</param>
/// <param name="Outputs">Records in the output log: input events that caused something.</param>
/// <param name="Chain">The hash of the last of those records.</param>
public readonly record struct LogPosition(long Records, long Own, long Sequence, long Outputs, Hash256 Chain)
{
    /// <summary>How many events of the source are in the log.</summary>
    public long FromSource => Records - Own;
}
