namespace Pawl.Nats.JetStream;

/// <summary>A value of a key, and the number by which it is replaced.</summary>
public sealed record KeyValue(string Key, ReadOnlyMemory<byte> Value, long Revision);

/// <summary>Keys with values in a stream of their own; a value is written only by whoever knows the one before it.</summary>
/// <param name="jetStream">The server.</param>
/// <param name="name">The bucket.</param>
public sealed class KeyValueBucket(JetStreamApi jetStream, string name)
{
    private string Stream => "KV_" + name;

    /// <summary>Makes sure that the bucket is there.</summary>
    /// <param name="maxAge">Values that nobody has written for so long are gone.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task EnsureAsync(TimeSpan maxAge, CancellationToken cancel = default) => jetStream.EnsureAsync(
        new StreamConfig(Stream, $"$KV.{name}.>")
        {
            MaxPerSubject = 1,
            MaxAge = maxAge,
            DuplicateWindow = maxAge > TimeSpan.Zero && maxAge < TimeSpan.FromMinutes(2) ? maxAge : TimeSpan.FromMinutes(2),
            RefusesWhenFull = true,
        },
        cancel);

    /// <summary>What a key has, as the stream's leader knows it; null when it has nothing.</summary>
    public async Task<KeyValue?> GetAsync(string key, CancellationToken cancel = default) =>
        await jetStream.NewestAsync(Stream, SubjectOf(key), cancel) is { } message ? new KeyValue(key, message.Payload, message.Sequence) : null;

    /// <summary>Writes a value in place of one that is known.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="revision">The number of the one it replaces; 0 where the key has none.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The number of the new one; null where the key has another value than was thought.</returns>
    public async Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default)
    {
        try
        {
            return await jetStream.PublishAsync(Stream, SubjectOf(key), value, revision, cancel);
        }
        catch (JetStreamException e) when (e.Code == JetStreamException.WrongLastSequence)
        {
            return null;
        }
    }

    private string SubjectOf(string key) => $"$KV.{name}.{key}";
}
