using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The state of a log was saved.</summary>
[Message("snapshot_taken", 1, "The state of a log was saved.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct SnapshotTaken
{
    [Field("the newest input event that it holds")]
    public long Sequence;

    [Field("its size", Unit = "bytes")]
    public long Bytes;

    [Field("how long the log stood still for it", Unit = "s")]
    public double Pause;
}
