using Pawl.Engine;

namespace Pawl.Ingestion;

/// <summary>A finite stream of input events, pulled in batches by one thread.</summary>
public interface IInputSource : IDisposable
{
    /// <summary>Fills the batch from its beginning.</summary>
    /// <returns>How many events were written; 0 only at the end (or for an empty batch).</returns>
    /// <exception cref="IngestionException">The next row cannot be taken. Everything before it has been delivered.</exception>
    int Read(Span<InputEvent> batch);

    /// <summary>How far the source has been read; may be asked from another thread.</summary>
    InputProgress Progress { get; }

    /// <summary>What the user should know although it is no error; complete once the end is reached.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>The rolls of continuous futures so far, by symbol and time.</summary>
    IReadOnlyList<ContractRoll> Rolls => [];
}

/// <summary>How far a source has been read.</summary>
/// <param name="BytesRead">Bytes taken so far, as stored (compressed where the file is).</param>
/// <param name="BytesTotal">Bytes there are, as stored; 0 where nobody knows (standard input).</param>
/// <param name="Rows">Rows read, without the header; those that were filtered out included.</param>
/// <param name="Filtered">Rows that a filter or the time range left out.</param>
public readonly record struct InputProgress(long BytesRead, long BytesTotal, long Rows, long Filtered);
