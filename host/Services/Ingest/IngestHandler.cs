using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pawl.Bus;
using Pawl.Host.Configuration;
using Pawl.Host.Web;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Services.Ingest;

/// <summary>Answers what is sent to a gateway by HTTP.</summary>
/// <param name="guard">Who may.</param>
/// <param name="ingestion">Takes messages of the catalogue.</param>
/// <param name="streams">Takes batches of NinjaTrader.</param>
/// <param name="counts">What is counted.</param>
/// <param name="slots">How many are worked on at once.</param>
/// <param name="health">What it says of itself.</param>
/// <param name="stop">The service ends.</param>
internal sealed class IngestHandler(IngestGuard guard, Ingestion ingestion, StreamIngestion streams, IngestCounts counts, Slots slots, ServiceHealth health, CancellationToken stop)
{
    public const string Ticks = "/v1/ingest/ticks";
    public const string NinjaTrader = "/v1/ingest/ninjatrader/ticks";
    public const string Socket = "/v1/ingest/ws";

    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    private readonly Slots sockets = new(IngestLimits.Sockets);
    private volatile string why = "starting";

    /// <summary>Why nothing can be taken at the moment; empty where it can.</summary>
    public string Why
    {
        get => why;
        set => why = value;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path.Value is "/metrics" or "/health/live" or "/health/ready")
        {
            await health.HandleAsync(context);
            return;
        }

        try
        {
            guard.CheckCaller(context);
            await (context.Request.Path == Socket ? OpenSocketAsync(context) : SendAsync(context, await AnswerAsync(context)));
        }
        catch (RefusedException refused)
        {
            await RefuseAsync(context, refused);
        }
        catch (Problem problem)
        {
            await RefuseAsync(context, new RefusedException(problem.Status, problem.Reason.Replace('_', '-'), problem.Message));
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, new RefusedException(e.StatusCode, e.StatusCode == 413 ? "too-large" : "malformed", $"{e.Message}; send a smaller or a well-formed request"));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"ingestion-gateway: a mistake of the program, please report it: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
            await RefuseAsync(context, new RefusedException(500, "failure", "a mistake of the program; its output says more, please report it"));
        }
    }

    private async Task<Reply> AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (path is not (Ticks or NinjaTrader))
        {
            throw new RefusedException(404, "nothing-there", $"there is nothing at {Shown.Of(path)}; POST to {Ticks} or {NinjaTrader}, or open a WebSocket at {Socket}");
        }

        if (context.Request.Method != "POST")
        {
            throw new RefusedException(405, "method", $"{Shown.Of(context.Request.Method)} is not for {path}; use POST");
        }

        string? shown = guard.CallerOf(context);
        return (await WorkAsync(shown, async () =>
        {
            string type = TypeOf(context.Request, path == Ticks);
            bool isStrict = StrictOf(context.Request, path == NinjaTrader);
            (string caller, ReadOnlyMemory<byte> body) = await BodyAsync(context, shown);
            IncomingBatch batch = new(caller, body, context.Request.Headers["Idempotency-Key"].ToString());
            return await (path == Ticks ? ingestion.TakeTicksAsync(batch, type == Lines) : streams.TakeAsync(batch, isStrict, context.RequestAborted));
        })).ToReply();
    }

    private async Task OpenSocketAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new RefusedException(400, "no-websocket", $"{Socket} is a WebSocket; connect with one, or POST to {Ticks}");
        }

        string caller = guard.CallerOf(context) ?? guard.SignerOf(context, default);
        bool isStrict = StrictOf(context.Request, mayBe: true);
        CheckOpen();
        if (!sockets.TryEnter())
        {
            throw new RefusedException(429, "busy", $"{IngestLimits.Sockets} WebSockets are open; try again later");
        }

        try
        {
            // A connection that was upgraded is no request any more: what limits the pace of bodies would end it.
            context.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await new IngestSocket(socket, message => TakeMessageAsync(caller, message, isStrict, context.RequestAborted)).RunAsync(context.RequestAborted, stop);
        }
        finally
        {
            sockets.Leave();
        }
    }

    private async Task<IngestAnswer> TakeMessageAsync(string caller, ReadOnlyMemory<byte> message, bool isStrict, CancellationToken aborted)
    {
        try
        {
            IncomingBatch batch = new(caller, message, "");
            return await WorkAsync(caller, () => IngestSocket.IsNumbered(message.Span) ? streams.TakeAsync(batch, isStrict, aborted) : ingestion.TakeTicksAsync(batch, isLines: false));
        }
        catch (RefusedException refused)
        {
            counts.Refuse(refused.Word);
            throw;
        }
    }

    /// <summary>Works on a batch, where there is a place for it.</summary>
    /// <param name="caller">Who sends it; null where only its body can show that, and the work looks after it.</param>
    /// <param name="work">Does it.</param>
    /// <exception cref="RefusedException">It is not taken now, or it is refused.</exception>
    private async Task<IngestAnswer> WorkAsync(string? caller, Func<Task<IngestAnswer>> work)
    {
        if (caller is not null)
        {
            guard.CheckPace(caller);
        }

        CheckOpen();
        if (!slots.TryEnter())
        {
            // It may have closed meanwhile.
            CheckOpen();
            throw new RefusedException(429, "busy", $"{IngestLimits.AtOnce} batches are worked on at once; send this one again");
        }

        try
        {
            return await work();
        }
        catch (BusException e)
        {
            throw new RefusedException(503, "stream-away", $"{e.Message}; send the same batch again");
        }
        finally
        {
            slots.Leave();
        }
    }

    private void CheckOpen()
    {
        if (why is { Length: > 0 } reason)
        {
            throw new RefusedException(503, reason == GatewayRole.Draining ? "draining" : "stream-away", $"{reason}; send the same batch again");
        }
    }

    /// <summary>Whether what comes too early is to be sent back.</summary>
    private static bool StrictOf(HttpRequest request, bool mayBe)
    {
        foreach (KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> parameter in request.Query)
        {
            if (!mayBe || parameter.Key != "strict" || parameter.Value.ToString() is not ("true" or "false"))
            {
                throw new RefusedException(400, "parameter", $"parameter {Shown.Of($"{parameter.Key}={parameter.Value}")}: {(mayBe ? "there is strict=true alone" : "there is none")}");
            }
        }

        return request.Query["strict"] == "true";
    }

    private static string TypeOf(HttpRequest request, bool mayBeLines)
    {
        string[] parts = (request.ContentType ?? Json).Split(';', StringSplitOptions.TrimEntries);
        bool isUtf8 = parts[1..].All(p => !p.StartsWith("charset=", StringComparison.OrdinalIgnoreCase) || p["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        string type = parts[0].ToLowerInvariant();
        return isUtf8 && (type == Json || (mayBeLines && type == Lines)) ? type
            : throw new RefusedException(415, "content-type", $"Content-Type {Shown.Of(request.ContentType!)}: send {Json}{(mayBeLines ? $", or {Lines} with a message in each line" : "")}, as UTF-8");
    }

    /// <summary>The body of a request, unpacked, and who sent it.</summary>
    private async Task<(string Caller, ReadOnlyMemory<byte> Body)> BodyAsync(HttpContext context, string? caller)
    {
        string encoding = context.Request.Headers.ContentEncoding.ToString();
        bool isPacked = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (encoding.Length > 0 && !isPacked && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(415, "content-encoding", $"Content-Encoding {Shown.Of(encoding)}: send gzip, once, or none");
        }

        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context);
        if (caller is null)
        {
            caller = guard.SignerOf(context, body);
            guard.CheckPace(caller);
        }

        return (caller, isPacked ? PackedBody.Unpack(body, IngestLimits.BodyBytes) : body);
    }

    private async Task RefuseAsync(HttpContext context, RefusedException refused)
    {
        counts.Refuse(refused.Word);
        if (refused.Status == 401)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer, {RequestSignature.Scheme}";
        }
        else if (refused.Status is 429 or 503)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        await SendAsync(context, IngestRefusal.ToReply(refused));
    }

    private static async Task SendAsync(HttpContext context, Reply reply)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = reply.Status;
        response.Headers.CacheControl = reply.Caching;
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        if (context.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(reply.Body, context.RequestAborted);
        }
    }
}
