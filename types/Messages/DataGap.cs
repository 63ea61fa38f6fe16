using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>Data are missing.</summary>
[Message("data_gap", 1, "Data are missing: a gap in the venue's sequence numbers, or one that a sender or the gateway found.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct DataGap
{
    [Field("sequence number that should have come; 0 where a sender says that something is missing, and ticks have no numbers")]
    public long Expected;

    [Field("sequence number that came; 0 likewise")]
    public long Received;
}
