using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What an operator asked for.</summary>
[Message("control", 1, "What an operator asked for.", Group = MessageGroup.Operation, Subject = "control.{symbol}.{command}")]
[StructLayout(LayoutKind.Sequential)]
public struct Control
{
    [Field("what was asked for")]
    public ControlCommand Command;

    [Field("the node, pipeline or strategy that it concerns; empty for all")]
    public Text64 Target;

    [Field("who asked")]
    public Text64 By;
}
