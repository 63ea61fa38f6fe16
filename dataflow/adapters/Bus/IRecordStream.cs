namespace Pawl.Bus;

/// <summary>A record of a stream.</summary>
/// <param name="Sequence">Its number in the stream, from 1; given by the server, one after the other.</param>
/// <param name="Subject">What it belongs to.</param>
/// <param name="Epoch">Which owner wrote it; rises with each.</param>
/// <param name="Number">Its number among the records of that owner, from 0, which is the record by which he took the stream over.</param>
/// <param name="Content">Its content.</param>
public sealed record StreamRecord(long Sequence, string Subject, long Epoch, long Number, ReadOnlyMemory<byte> Content)
{
    /// <summary>What its writer wants to find again with it, such as what he had read when he wrote it; a line of ASCII, often empty.</summary>
    public string Mark { get; init; } = "";
}

/// <summary>Where a stream ends.</summary>
/// <param name="Sequence">The number of its last record; 0 when it never had one.</param>
/// <param name="Last">That record; null when it never had one, or has it no longer.</param>
public sealed record StreamEnd(long Sequence, StreamRecord? Last);

/// <summary>
/// A stream of records on a server, in which whoever appends says which number his record is to have: so of two that append at once
/// only one does, and what is sent twice is stored once.
/// </summary>
public interface IRecordStream
{
    /// <summary>Its name, for messages.</summary>
    string Name { get; }

    /// <summary>Where it ends.</summary>
    /// <exception cref="BusException">The server cannot be asked.</exception>
    Task<StreamEnd> EndAsync(CancellationToken cancel = default);

    /// <summary>Sends a record. It is on its way when this returns; the answer comes later, so that many can be on their way at once.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isAfterKnown">
    /// Whether the record before it is known to be stored, or is another owner's. If not, its number alone would let it in behind a
    /// new owner's first record where that took the place of one which is still on its way; so it is stored only if the stream
    /// ends with the record of the same owner before it.
    /// </param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>
    /// Whether it was stored: no means that the stream does not end before it. A <see cref="BusException"/> means that nobody knows.
    /// </returns>
    /// <exception cref="BusException">It could not be sent.</exception>
    ValueTask<Task<bool>> AppendAsync(StreamRecord record, bool isAfterKnown, CancellationToken cancel = default);

    /// <summary>The newest record on a subject; null when it has none.</summary>
    /// <exception cref="BusException">The server cannot be asked.</exception>
    Task<StreamRecord?> NewestAsync(string subject, CancellationToken cancel = default);

    /// <summary>The subjects of which it holds records, in the order of their names.</summary>
    /// <exception cref="BusException">The server cannot be asked.</exception>
    Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken cancel = default);

    /// <summary>The records after a number; of all subjects they come without holes.</summary>
    /// <param name="after">The number.</param>
    /// <param name="subjects">A subject or a pattern; empty for all.</param>
    /// <param name="follows">Whether it waits for those that are still to come; else it ends with the last that is there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BusException">The server cannot be asked any more.</exception>
    /// <exception cref="StreamBrokenException">Of all subjects, one is missing.</exception>
    IAsyncEnumerable<StreamRecord> ReadAsync(long after, string subjects = "", bool follows = true, CancellationToken cancel = default);
}
