using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What somebody tells a log to do.</summary>
public enum LogAction : long
{
    None,

    /// <summary>A node begins anew, as if it had never run; one that failed wakes.</summary>
    Reset,

    /// <summary>Another pipeline goes on with the log. It is for whoever runs the log to obey; here it only takes a number.</summary>
    Pipeline,

    /// <summary>A node follows another version of its script; what it remembers stays.</summary>
    Switch,

    /// <summary>The data have ended: every bar that is open is closed.</summary>
    Flush,
}

/// <summary>What a <see cref="EventKind.Control"/> carries. It is an event like any other, so that a replay obeys at the same place.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LogCommand
{
    public LogAction Action;

    /// <summary>What is meant: of a node its id, of a pipeline its hash.</summary>
    public Text64 Name;

    /// <summary>
    /// What it goes on from: of a pipeline, the place in the input log where the history begins that it is warmed up over; of a script,
    /// the version.
    /// </summary>
    public long From;
}
