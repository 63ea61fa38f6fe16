using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A strategy went from one state to another.</summary>
[Message("state_transition", 1, "A strategy went from one state to another.", Group = MessageGroup.Strategy)]
[StructLayout(LayoutKind.Sequential)]
public struct StateTransition
{
    [Field("the state before")]
    public MachineState From;

    [Field("the state after")]
    public MachineState To;

    [Field("why, cut at 64 bytes")]
    public Text64 Reason;
}
