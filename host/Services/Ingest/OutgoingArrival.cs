using Pawl.Bus;
using Pawl.Nats;

namespace Pawl.Host.Services.Ingest;

/// <summary>Ticks and quotes of one symbol that go to the stream together.</summary>
/// <param name="Subject">On what.</param>
/// <param name="Id">By it the server knows them when they come again.</param>
/// <param name="Sender">Who sends, where the numbers are his; else empty.</param>
/// <param name="Number">The number of the first line among those of the sender.</param>
/// <param name="Lines">The messages, a line each.</param>
/// <param name="Count">How many there are.</param>
public sealed record OutgoingArrival(string Subject, string Id, string Sender, long Number, ReadOnlyMemory<byte> Lines, int Count)
{
    /// <summary>Whether something is missing before its first message.</summary>
    public bool IsAfterGap { get; init; }
}

/// <summary>Takes arrivals, so that they are kept.</summary>
public interface IArrivalPort
{
    /// <returns>False where the arrival had come before.</returns>
    /// <exception cref="BusException">Nobody knows whether it is kept.</exception>
    Task<bool> SendAsync(OutgoingArrival arrival, CancellationToken cancel);
}

/// <summary>The stream at the border.</summary>
internal sealed class NatsArrivalPort(NatsArrivals arrivals) : IArrivalPort
{
    public Task<bool> SendAsync(OutgoingArrival arrival, CancellationToken cancel) =>
        arrivals.SendOnceAsync(arrival.Subject, arrival.Id, arrival.Sender, arrival.Number, arrival.IsAfterGap, arrival.Lines, cancel);
}
