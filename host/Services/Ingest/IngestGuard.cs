using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pawl.Host.Web;

namespace Pawl.Host.Services.Ingest;

/// <summary>Who may bring ticks, and how often.</summary>
internal sealed class IngestGuard(WebOptions options, int perSecond)
{
    private const string Remedy = "send one as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY', made by 'pawl key NAME --ingest', or sign with one as 'Authorization: HMAC NAME:TIME:SIGNATURE'";

    private readonly WebGuard guard = new(options);
    private readonly SignedRequests signed = new(options.Keys, () => DateTimeOffset.UtcNow);
    private readonly RateLimiter pace = new(perSecond, () => Stopwatch.GetElapsedTime(0));

    /// <summary>Refuses whoever may not talk to this server at all.</summary>
    /// <exception cref="RefusedException">It is refused.</exception>
    public void CheckCaller(HttpContext context)
    {
        guard.CheckCaller(context);
        guard.CheckOrigin(context);
    }

    /// <summary>The name of the key that is shown; null where the request is signed instead, which only its body can show.</summary>
    /// <exception cref="RefusedException">None is shown, it is none, or it may not bring ticks.</exception>
    public string? CallerOf(HttpContext context)
    {
        string bearer = context.Request.Headers.Authorization.ToString();
        string shown = context.Request.Headers["X-Api-Key"].ToString();
        if (bearer.Length == 0 && shown.Length == 0)
        {
            throw new RefusedException(401, "no-key", $"this needs a key; {Remedy}");
        }

        if (bearer.StartsWith(RequestSignature.Scheme + " ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        shown = bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer["Bearer ".Length..].Trim() : bearer.Length > 0 ? "" : shown;
        ApiKey key = options.Keys.Find(shown) ?? throw new RefusedException(401, "wrong-key", $"this key is none; {Remedy}");
        return key.Rights.HasFlag(Right.Ingest) ? key.Name
            : throw new RefusedException(403, "no-right", $"key {key.Name} may not bring ticks; use one that 'pawl key NAME --ingest' made");
    }

    /// <summary>The name of the key that has signed a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">Its body as it was sent.</param>
    /// <exception cref="RefusedException">None has, or none that may.</exception>
    public string SignerOf(HttpContext context, ReadOnlyMemory<byte> body)
    {
        string shown = context.Request.Headers.Authorization.ToString()[RequestSignature.Scheme.Length..].Trim();
        RequestSignature signature = RequestSignature.Parse(shown)
            ?? throw new RefusedException(401, "wrong-signature", "the signature is none; send 'Authorization: HMAC NAME:TIME:SIGNATURE' with the time in milliseconds since 1970 and 64 hexadecimal digits");
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return signed.Check(signature, context.Request.Method, target, body.Span).Name;
    }

    /// <summary>Refuses a key that comes too often.</summary>
    /// <exception cref="RefusedException">It is refused.</exception>
    public void CheckPace(string caller)
    {
        if (!pace.Allows(caller))
        {
            throw new RefusedException(429, "too-often", $"more than {perSecond} batches a second with key {caller}; send larger ones (setting ingest.requests_per_second)");
        }
    }
}
