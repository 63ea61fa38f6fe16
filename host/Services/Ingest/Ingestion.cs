using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>A batch as it came.</summary>
/// <param name="Caller">The name of the key that was shown.</param>
/// <param name="Body">What came, unpacked.</param>
/// <param name="Key">By it the sender knows the batch when he sends it again; empty where he gave none.</param>
public sealed record IncomingBatch(string Caller, ReadOnlyMemory<byte> Body, string Key);

/// <summary>Checks what was brought and hands it to the stream; who is answered can rely on its being there.</summary>
/// <param name="port">The stream.</param>
/// <param name="symbols">Which symbols are taken.</param>
/// <param name="counts">What is counted.</param>
/// <param name="clock">The time.</param>
public sealed class Ingestion(IArrivalPort port, IngestSymbols symbols, IngestCounts counts, TimeProvider clock)
{
    private readonly KnownBatches known = new();

    private Timestamp Now => Timestamp.FromUnixMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Takes messages of the catalogue.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isLines">Whether each message has a line of its own.</param>
    /// <exception cref="RefusedException">It is refused, whole.</exception>
    /// <exception cref="Bus.BusException">Nobody knows whether all of it is kept; sent again with its key it is not doubled.</exception>
    public async Task<IngestAnswer> TakeTicksAsync(IncomingBatch batch, bool isLines)
    {
        if (batch.Key.Length > 0 && known.Find(batch.Caller, batch.Key, batch.Body) is { } before)
        {
            return before;
        }

        TickBatch read = TickBatch.Read(batch.Body, isLines, symbols, Now);
        string id = batch.Key.Length > 0 ? $"{batch.Caller} {batch.Key}" : Guid.NewGuid().ToString("n");
        ArrivalWriter writer = new("", (part, _, _) => string.Create(CultureInfo.InvariantCulture, $"batch {id} {part}"));
        Timestamp newest = Timestamp.MinValue;
        for (int i = 0; i < read.Events.Count; i++)
        {
            (string symbol, Engine.InputEvent e) = read.Events[i];
            writer.Add(symbol, in e, i + 1);
            newest = e.Time > newest ? e.Time : newest;
        }

        IngestAnswer answer = await SendAsync(writer.Complete());
        counts.Take(answer.Accepted, answer.Duplicates, 0, newest, Now);
        if (batch.Key.Length > 0)
        {
            known.Keep(batch.Caller, batch.Key, batch.Body, answer);
        }

        return answer;
    }

    /// <summary>What is begun is brought to its end, also where the sender has gone meanwhile.</summary>
    private async Task<IngestAnswer> SendAsync(IReadOnlyList<OutgoingArrival> arrivals)
    {
        (int accepted, int duplicates) = (0, 0);
        foreach (OutgoingArrival arrival in arrivals)
        {
            // One after the other: their order in the stream is the order in the logs.
            bool isNew = await port.SendAsync(arrival, CancellationToken.None);
            (accepted, duplicates) = isNew ? (accepted + arrival.Count, duplicates) : (accepted, duplicates + arrival.Count);
        }

        return new IngestAnswer(accepted, duplicates);
    }
}
