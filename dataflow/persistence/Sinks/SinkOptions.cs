namespace Pawl.Persistence.Sinks;

/// <summary>How much a sink holds while its database is away.</summary>
public sealed record SinkOptions
{
    /// <summary>The folder for what does not fit into memory. It belongs to one sink.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes in memory; one batch is taken however large it is.</summary>
    public long MemoryBytes { get; init; } = 64 << 20;

    /// <summary>Bytes on disk. Once they are used, whoever reads the logs has to wait.</summary>
    public long SpillBytes { get; init; } = 4L << 30;

    /// <summary>Bytes of a file in the folder; a file is removed when all of it is written.</summary>
    public long FileBytes { get; init; } = 16 << 20;

    /// <summary>The wait before the second try.</summary>
    public TimeSpan RetryFrom { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between tries.</summary>
    public TimeSpan RetryUpTo { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Is told in a line when the database goes away and comes back, and when a file is damaged.</summary>
    public Action<string> Say { get; init; } = _ => { };
}

/// <summary>How a sink stands to its database.</summary>
public enum SinkState
{
    /// <summary>It was not reached yet.</summary>
    Connecting,

    Ready,

    /// <summary>It cannot be reached; it is tried again and again.</summary>
    Away,

    /// <summary>It cannot be gone on with; somebody has to look.</summary>
    Failed,
}

/// <summary>How a sink is.</summary>
/// <param name="State">How it stands to its database.</param>
/// <param name="Reason">Why it is not ready, in a line; empty where it is.</param>
/// <param name="WaitingBytes">What waits in memory.</param>
/// <param name="SpilledBytes">What waits on disk.</param>
/// <param name="Batches">How many batches were written since it was opened.</param>
/// <param name="Rows">How many rows that were new.</param>
public sealed record SinkStatus(SinkState State, string Reason, long WaitingBytes, long SpilledBytes, long Batches, long Rows);
