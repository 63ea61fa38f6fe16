using System.Security.Cryptography;
using Pawl.Host.Configuration;

namespace Pawl.Host.Services.Ingest;

/// <summary>Batches that were taken, by the keys that their senders gave them: who sends one again gets the answer that he missed.</summary>
internal sealed class KnownBatches
{
    private const int LongestKey = 200;

    private readonly Recent<(byte[] Hash, IngestAnswer Answer)> known = new(IngestLimits.KnownBatches);

    /// <summary>The answer to a batch that was taken before; null where it was not.</summary>
    /// <exception cref="RefusedException">The key is none, or stood for something else before.</exception>
    public IngestAnswer? Find(string caller, string key, ReadOnlyMemory<byte> body)
    {
        if (key.Length > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new RefusedException(400, "idempotency-key", $"Idempotency-Key {Shown.Of(key)}: write 1 to {LongestKey} characters of ASCII without blanks");
        }

        return !known.TryGet(KeyOf(caller, key), out (byte[] Hash, IngestAnswer Answer) batch) ? null
            : batch.Hash.AsSpan().SequenceEqual(SHA256.HashData(body.Span)) ? batch.Answer with { Status = 200 }
            : throw new RefusedException(422, "idempotency-conflict", $"Idempotency-Key {Shown.Of(key)}: came before with another body; give each batch a key of its own");
    }

    public void Keep(string caller, string key, ReadOnlyMemory<byte> body, IngestAnswer answer) => known.Set(KeyOf(caller, key), (SHA256.HashData(body.Span), answer));

    private static string KeyOf(string caller, string key) => $"{caller} {key}";
}
