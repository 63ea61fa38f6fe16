namespace Pawl.Persistence.Sinks;

/// <summary>A database that a sink writes to. One call at a time.</summary>
public interface ISinkStore : IAsyncDisposable
{
    /// <summary>The run that it is given.</summary>
    SinkRun Run { get; }

    /// <summary>Connects, anew where it was connected, and brings the tables to what this program needs.</summary>
    /// <returns>How far each stream was written.</returns>
    /// <exception cref="SinkAwayException">It cannot be reached, or does not let us in.</exception>
    /// <exception cref="Recovery.StoreException">It holds what this program cannot go on with.</exception>
    Task<IReadOnlyDictionary<string, long>> OpenAsync(CancellationToken cancel);

    /// <summary>Writes all of a batch or nothing. What was written before stays as it is, and a batch that was written whole changes nothing.</summary>
    /// <returns>How many rows were new.</returns>
    /// <exception cref="SinkAwayException">It cannot be reached; nobody knows whether the batch was written.</exception>
    /// <exception cref="Recovery.StoreException">The batch does not go on where the database ends.</exception>
    Task<long> WriteAsync(SinkBatch batch, CancellationToken cancel);
}

/// <summary>A database does not take anything at the moment. The message is one line: which one, what it says, what to do.</summary>
public sealed class SinkAwayException : Exception
{
    public SinkAwayException()
    {
    }

    public SinkAwayException(string message) : base(message)
    {
    }

    public SinkAwayException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Whether it answered, and refused: somebody has to do something.</summary>
    public bool IsRefusal { get; init; }
}
