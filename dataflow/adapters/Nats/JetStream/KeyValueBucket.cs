using Pawl.Bus;

namespace Pawl.Nats.JetStream;

/// <summary>Keys with values in a stream of their own.</summary>
/// <param name="link">The server.</param>
/// <param name="name">The bucket.</param>
public sealed class KeyValueBucket(NatsLink link, string name) : IKeys
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(2);

    private string Stream => "KV_" + name;

    /// <summary>Makes sure that the bucket is there.</summary>
    /// <param name="maxAge">Values that nobody has written for so long are gone; zero for never.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="NatsException">It could not be made, or is kept otherwise.</exception>
    public async Task EnsureAsync(TimeSpan maxAge, CancellationToken cancel = default) => await (await link.JetStreamAsync(cancel)).EnsureAsync(
        new StreamConfig(Stream, $"$KV.{name}.>")
        {
            MaxPerSubject = 1,
            MaxAge = maxAge,
            DuplicateWindow = maxAge > TimeSpan.Zero && maxAge < LongestWindow ? maxAge : LongestWindow,
            RefusesWhenFull = true,
        },
        cancel);

    public async Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default)
    {
        try
        {
            // The stream's leader is asked: a copy elsewhere may be behind.
            return await (await link.JetStreamAsync(cancel)).NewestAsync(Stream, SubjectOf(key), cancel) is { } message ? new KeyEntry(message.Payload, message.Sequence) : null;
        }
        catch (NatsException e)
        {
            throw new BusException($"key {name}.{key}: {e.Message}", e);
        }
    }

    public async Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default)
    {
        try
        {
            return await (await link.JetStreamAsync(cancel)).PublishAsync(Stream, SubjectOf(key), value, revision, cancel);
        }
        catch (JetStreamException e) when (e.Code == JetStreamException.WrongLastSequence)
        {
            return null;
        }
        catch (NatsException e)
        {
            throw new BusException($"key {name}.{key}: {e.Message}", e);
        }
    }

    private string SubjectOf(string key) => $"$KV.{name}.{key}";
}
