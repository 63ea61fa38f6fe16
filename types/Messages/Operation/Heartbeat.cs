using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A service is alive.</summary>
[Message("heartbeat", 1, "A service is alive.", Group = MessageGroup.Operation)]
[StructLayout(LayoutKind.Sequential)]
public struct Heartbeat
{
    [Field("the service")]
    public Text64 Service;

    [Field("the newest input event that it has processed")]
    public long Sequence;

    [Field("time since it started", Unit = "s")]
    public double Uptime;

    [Field("how far it is behind its input", Unit = "s")]
    public double Lag;
}
