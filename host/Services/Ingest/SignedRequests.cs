using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pawl.Host.Web;

namespace Pawl.Host.Services.Ingest;

/// <summary>A request that is signed instead of showing a key.</summary>
/// <param name="Name">Whose key signed it.</param>
/// <param name="Time">When, in milliseconds since 1970, as it stands there.</param>
/// <param name="Signature">HMAC-SHA256.</param>
public sealed record RequestSignature(string Name, string Time, byte[] Signature)
{
    /// <summary>The word in front of it in the header <c>Authorization</c>.</summary>
    public const string Scheme = "HMAC";

    /// <summary>Reads what stands behind the word; null where it is none.</summary>
    public static RequestSignature? Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } name, { Length: > 0 and <= 15 } time, { Length: 2 * HMACSHA256.HashSizeInBytes } hex] && time.All(char.IsAsciiDigit) && hex.All(char.IsAsciiHexDigit)
            ? new RequestSignature(name, time, Convert.FromHexString(hex)) : null;
}

/// <summary>
/// Knows whether a request was signed by who shares a secret, lately, and for the first time. What is signed are four lines: the time,
/// the method, the path with its query as it was sent, and SHA-256 of the body as it was sent, in lower hexadecimal digits.
/// </summary>
/// <param name="keys">Who shares which secret.</param>
/// <param name="now">The clock.</param>
public sealed class SignedRequests(ApiKeys keys, Func<DateTimeOffset> now)
{
    /// <summary>How far the time of a request may be from that of this machine.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>Signatures that are kept at most; each only as long as its time is in the window.</summary>
    public const int Most = 200_000;

    private const string Remedy = "sign TIME, METHOD, PATH and SHA-256 of the body, a line each, as docs/reference/ingestion.md says, with a key that 'pawl key NAME --ingest --hmac' made";

    private readonly Lock gate = new();
    private readonly HashSet<UInt128> known = [];
    private readonly Queue<(UInt128 Signature, DateTimeOffset Until)> order = new();

    // What was signed before may have been taken by the process before, which nobody remembers.
    private readonly DateTimeOffset begin = now();

    /// <summary>The key by which a request is signed.</summary>
    /// <exception cref="RefusedException">It is not signed by it, not lately, or was taken before.</exception>
    public ApiKey Check(RequestSignature signed, string method, string target, ReadOnlySpan<byte> body)
    {
        ApiKey? key = keys.Named(signed.Name);
        byte[] awaited = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key?.Secret ?? ""), Encoding.UTF8.GetBytes($"{signed.Time}\n{method}\n{target}\n{Convert.ToHexStringLower(SHA256.HashData(body))}"));
        if (!CryptographicOperations.FixedTimeEquals(awaited, signed.Signature) || key?.Secret is null)
        {
            throw new RefusedException(401, "wrong-signature", $"the signature does not fit this request; {Remedy}");
        }

        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(long.Parse(signed.Time, CultureInfo.InvariantCulture), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
        CheckTime(time);
        Take(signed.Signature, time + Window);
        return key;
    }

    private void CheckTime(DateTimeOffset time)
    {
        DateTimeOffset current = now();
        if ((time - current).Duration() > Window)
        {
            throw new RefusedException(401, "stale-signature", $"the request was signed at {Shown(time)}, more than {Window.TotalSeconds} s from {Shown(current)} here; set the clocks, and sign it again when it is sent");
        }

        if (time < begin)
        {
            throw new RefusedException(401, "stale-signature", $"the request was signed at {Shown(time)}, before this gateway was started; sign it again");
        }
    }

    private void Take(byte[] signature, DateTimeOffset until)
    {
        UInt128 mark = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(signature);
        lock (gate)
        {
            // Times are within two windows of each other: so long something may wait behind what is forgotten later.
            while (order.TryPeek(out (UInt128 Signature, DateTimeOffset Until) first) && first.Until < now())
            {
                known.Remove(order.Dequeue().Signature);
            }

            if (known.Contains(mark))
            {
                throw new RefusedException(401, "replayed", "this request was taken before, with this signature; sign it again where it is to be sent again");
            }

            if (known.Count >= Most)
            {
                throw new RefusedException(429, "busy", $"{Most} requests were signed within {Window.TotalSeconds} s; send larger batches");
            }

            known.Add(mark);
            order.Enqueue((mark, until));
        }
    }

    private static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
