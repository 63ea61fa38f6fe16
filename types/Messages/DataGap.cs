using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A gap in the venue's sequence numbers.</summary>
[Message("data_gap", 1, "A gap in the venue's sequence numbers.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct DataGap
{
    [Field("sequence number that should have come")]
    public long Expected;

    [Field("sequence number that came")]
    public long Received;
}
