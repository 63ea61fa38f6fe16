using Pawl.Recovery;

namespace Pawl.Persistence;

/// <summary>What a run is: by it one that was interrupted is found again.</summary>
/// <param name="Kind">What makes it: <c>replay</c> or <c>run</c>.</param>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="Data">The names of the data.</param>
/// <param name="Rules">What else decides what comes out: instruments, time range.</param>
/// <param name="Signature">What the logs hold.</param>
/// <param name="Program">The version of the program.</param>
public sealed record RunDescription(string Kind, string Pipeline, string Data, string Rules, ReadOnlyMemory<byte> Signature, string Program);

/// <summary>A run as it is stored.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsFinished">Whether it came to its end.</param>
/// <param name="Pipeline">The hash of the pipeline with which it went on last; null where it was not kept.</param>
public sealed record StoredRun(long Id, bool IsFinished, RunDescription Description, Hash256? Pipeline);

/// <summary>How sure a commit is to survive.</summary>
public enum Durability
{
    /// <summary>Also a loss of power: each commit waits for the disk.</summary>
    Full,

    /// <summary>Any end of the program; a loss of power may take the last commits, and leaves a store that is whole.</summary>
    Normal,
}

/// <summary>How a store is written.</summary>
public sealed record StoreOptions
{
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Whether each tick and quote gets a row of its own beside its place in the input log.</summary>
    public bool Ticks { get; init; } = true;

    /// <summary>Days for which input is kept, by the time of the events; 0 is for ever. What recovery needs is kept longer.</summary>
    public int InputDays { get; init; }

    /// <summary>Days for which outputs are kept; 0 is for ever. What recovery needs is kept longer.</summary>
    public int OutputDays { get; init; }

    /// <summary>How many saved states of a log are kept.</summary>
    public int Snapshots { get; init; } = 3;

    /// <summary>The command that writes, told to whoever finds the store in use.</summary>
    public string Command { get; init; } = "";
}
