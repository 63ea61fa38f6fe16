using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The right to write a partition went to another process.</summary>
[Message("lease_change", 1, "The right to write a partition went to another process.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct LeaseChange
{
    [Field("the partition")]
    public long Partition;

    [Field("what happened")]
    public LeaseEvent Change;

    [Field("the process that it concerns")]
    public Text64 Owner;

    [Field("number of the lease; a writer with a smaller one is refused")]
    public long Epoch;
}
