using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What somebody tells a log to do.</summary>
public enum LogAction : long
{
    None,

    /// <summary>A node begins anew, as if it had never run; one that failed wakes.</summary>
    Reset,
}

/// <summary>What a <see cref="EventKind.Control"/> carries. It is an event like any other, so that a replay obeys at the same place.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LogCommand
{
    public LogAction Action;

    /// <summary>The id of the node that is meant.</summary>
    public Text64 Node;
}
