namespace Pawl.Tests.Crash.Disk;

/// <summary>What a program asks of the disk that changes it, or that makes a change last.</summary>
public enum IoKind
{
    Create,
    Write,
    Truncate,
    Sync,
    Delete,
}

/// <summary>One such call of a program.</summary>
/// <param name="Number">1 for the first call of the program.</param>
public readonly record struct IoCall(int Number, IoKind Kind, string File, int Bytes);

/// <summary>What becomes of a call.</summary>
public enum Fault
{
    /// <summary>It is carried out.</summary>
    None,

    /// <summary>The program ends in the middle of it: nothing of it, a part or all is done, and no later call does anything.</summary>
    Stop,

    /// <summary>It fails because the disk is full (ENOSPC); the program goes on.</summary>
    NoSpace,

    /// <summary>It fails (EIO); the program goes on. What a failed sync should have flushed is given up, as Linux does.</summary>
    Failure,
}

/// <summary>Which calls fail.</summary>
public delegate Fault FaultPlan(in IoCall call);

/// <summary>What a power loss leaves of what was written and not flushed.</summary>
public enum Unflushed
{
    /// <summary>All of it.</summary>
    Kept,

    /// <summary>None of it.</summary>
    Lost,

    /// <summary>Parts of it by a seed: sectors, writes and names of files, in any order, or a beginning cut within a write.</summary>
    Torn,
}
