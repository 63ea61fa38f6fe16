namespace Pawl.Bus;

/// <summary>What came from outside, and was accepted.</summary>
/// <param name="Sequence">Its number; given by the server, rising.</param>
/// <param name="Subject">What it was sent on.</param>
/// <param name="Sender">Who sent it, where he numbers what he sends; else empty.</param>
/// <param name="Number">The number of its first message among those of its sender, from 1; rises with each message.</param>
/// <param name="Content">One message as JSON, or several, a line each.</param>
public sealed record Arrival(long Sequence, string Subject, string Sender, long Number, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether something is missing before its first message.</summary>
    public bool IsAfterGap { get; init; }

    /// <summary>Whether it comes from a recording, whose time is its own.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>The stream of what came from outside.</summary>
public interface IArrivals
{
    /// <summary>Arrivals after a number, as they come.</summary>
    /// <exception cref="BusException">The server cannot be asked any more.</exception>
    IAsyncEnumerable<Arrival> ReadAsync(long after, CancellationToken cancel = default);

    /// <summary>One that came before; null where it is not kept any more.</summary>
    /// <exception cref="BusException">The server cannot be asked.</exception>
    Task<Arrival?> FindAsync(long sequence, CancellationToken cancel = default) => Task.FromResult<Arrival?>(null);
}
