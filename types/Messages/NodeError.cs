using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A node failed and sleeps.</summary>
[Message("node_error", 1, "A node failed and sleeps.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct NodeError
{
    [Field("what went wrong, cut at 64 bytes")]
    public Text64 Error;
}
