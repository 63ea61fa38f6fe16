namespace Pawl.Recovery;

/// <summary>A batch of input events as it is stored.</summary>
/// <param name="FirstRecord">The place of its first event in the log, from 1.</param>
/// <param name="Records">How many events it has.</param>
/// <param name="LastSequence">The number of its last numbered event, or of the last one before it; null where the batch does not say it.</param>
/// <param name="Events">As <see cref="EventEncoder"/> writes them.</param>
public sealed record InputBatch(long FirstRecord, int Records, long? LastSequence, ReadOnlyMemory<byte> Events);

/// <summary>A batch of records of an output log as it is stored.</summary>
/// <param name="FirstRecord">The place of its first record in the log, from 1.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Previous">The chain before it.</param>
/// <param name="Hash">The chain after it.</param>
/// <param name="Content">As <see cref="OutputBuffer"/> writes it.</param>
public sealed record OutputBatch(long FirstRecord, int Records, Hash256 Previous, Hash256 Hash, ReadOnlyMemory<byte> Content);

/// <summary>The input events of a log, in order. The only source of truth.</summary>
public interface IInputLog
{
    /// <summary>The batch that holds the event at the place after <paramref name="record"/>, or the next one there is; null at the end.</summary>
    InputBatch? After(long record);
}

/// <summary>What the input events caused, in order.</summary>
public interface IOutputLog
{
    /// <summary>The batch that holds the record at the place after <paramref name="record"/>, or the next one there is; null at the end.</summary>
    OutputBatch? After(long record);
}

/// <summary>The saved states of a log.</summary>
public interface ISnapshots
{
    /// <summary>As <see cref="Snapshot"/> writes them; read one by one, as they are asked for.</summary>
    IEnumerable<ReadOnlyMemory<byte>> NewestFirst();
}

/// <summary>A log as a store holds it. Reading it does not change it; it may be read while its run goes on.</summary>
/// <param name="Name">The log's name.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Tail">Where both logs end.</param>
/// <param name="Pipeline">By which pipeline it began; null where that was not kept.</param>
public sealed record StoredLog(string Name, LogTag Tag, LogPosition Tail, Hash256? Pipeline, IInputLog Inputs, IOutputLog Outputs, ISnapshots Snapshots)
{
    /// <summary>What was removed from the beginnings of both logs, which is no longer needed to recover; with it the chain goes on.</summary>
    public LogPosition Removed { get; init; }
}
