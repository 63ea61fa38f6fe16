using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pawl.Host.Web.Rest;
using Pawl.Recovery;

namespace Pawl.Host.Web;

/// <summary>Answers every request: the page, the API, the WebSocket, health and metrics.</summary>
internal sealed class WebHandler(WebOptions options, ServedRun run)
{
    /// <summary>What pages of this server may load: what it serves itself.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private readonly WebGuard guard = new(options);
    private readonly StaticFiles files = new();

    public WebCounts Counts { get; } = new();

    public async Task HandleAsync(HttpContext context)
    {
        AddHeaders(context.Response.Headers);
        try
        {
            guard.CheckCaller(context);
            if (context.Request.Path == "/ws")
            {
                await OpenSocketAsync(context);
                return;
            }

            await SendAsync(context, await ReplyAsync(context));
        }
        catch (Problem problem)
        {
            Counts.Refuse(context.Request.Path == "/ws" ? "websocket" : "http", problem.Reason);
            if (problem.Status == 401)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }
            else if (problem.Status is 429 or 503)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            await SendAsync(context, Reply.Of(problem));
        }
        catch (StoreException e)
        {
            await SendAsync(context, Reply.Of(new Problem(503, e.Message)));
        }
        catch (BadHttpRequestException e)
        {
            Counts.Refuse("http", "malformed");
            await SendAsync(context, Reply.Of(new Problem(e.StatusCode, $"{e.Message}; send a smaller or a well-formed request")));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"web: a mistake of the program, please report it: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
            await SendAsync(context, Reply.Of(new Problem(500, "a mistake of the program; its output says more, please report it")));
        }
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private async Task<Reply> ReplyAsync(HttpContext context)
    {
        string method = context.Request.Method;
        string path = context.Request.Path.Value ?? "/";
        if (method is not ("GET" or "HEAD" or "POST"))
        {
            throw new Problem(405, $"{(method.Length <= 16 ? method : "this method")} is not for this server; use GET, HEAD or POST");
        }

        if (path == Endpoints.Root || path.StartsWith(Endpoints.Root + "/", StringComparison.Ordinal))
        {
            return await ApiAsync(context, method, path[Endpoints.Root.Length..]);
        }

        if (method == "POST")
        {
            throw new Problem(405, "POST is for endpoints alone; /api lists them");
        }

        return path switch
        {
            "/health/live" => Alive("live"),
            "/health/ready" => Waits() is { Length: > 0 } reason ? throw new Problem(503, reason) : Alive("ready"),
            "/metrics" => new Reply(PrometheusText.Of(run, Counts), PrometheusText.ContentType) { IsRepeatable = false, Caching = "no-store" },
            "/openapi.json" => OpenApi.Document,
            "/api" or "/api/" => ApiPage.Html,
            "/api/try.js" => ApiPage.Script,
            "/api/try.css" => ApiPage.Style,
            _ => files.Find(path, context.Request.Headers.AcceptEncoding.ToString()) ?? throw new Problem(404, "there is nothing here; / is the dashboard, /api lists what may be asked for"),
        };
    }

    private string Waits() => options.Waits is { } waits ? waits() : run.Watch.Events > 0 ? "" : "no event has come yet; the source may still be silent";

    private static Reply Alive(string word) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", word);
        json.WriteEndObject();
    }) with { IsRepeatable = false, Caching = "no-store" };

    private async Task<Reply> ApiAsync(HttpContext context, string method, string path)
    {
        if (path is "/openapi.json" && method != "POST")
        {
            return OpenApi.Document;
        }

        guard.CheckOrigin(context);
        bool showsKey = context.Request.Headers.Authorization.Count > 0;
        Right rights = guard.RightsOf(context);
        Router.Route route = Router.Find(method, path);
        guard.Require(rights, route.Endpoint.Needs, showsKey);
        Dictionary<string, string> query = Router.Check(route.Endpoint, context.Request.Query.Select(q => (q.Key, (IReadOnlyList<string>)[.. q.Value.Select(v => v ?? "")])));
        JsonElement? body = route.Endpoint.Body.IsEmpty ? null : Router.Check(route.Endpoint, await BodyAsync(context));
        return await route.Endpoint.Handle(new ApiRequest(run, route.Path, query, body, context.RequestAborted) { Reports = options.Reports, Rights = rights, Tickets = guard.Tickets });
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        if (context.Request.Headers.ContentEncoding.Count > 0 || (context.Request.ContentType ?? "application/json").Split(';')[0].Trim() != "application/json")
        {
            throw new Problem(415, "the body is not plain application/json; send it as that, without compression");
        }

        return await RequestBody.ReadAsync(context);
    }

    private async Task SendAsync(HttpContext context, Reply reply)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        string? tag = reply.IsRepeatable && reply.Status == 200 ? $"\"{Convert.ToHexStringLower(SHA256.HashData(reply.Body.Span))[..32]}\"" : null;
        bool isKnown = tag is not null && context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } known && (known == "*" || known.Contains(tag, StringComparison.Ordinal));
        response.StatusCode = isKnown ? 304 : reply.Status;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = reply.Caching;
        if (reply.Policy is not null)
        {
            response.Headers.ContentSecurityPolicy = reply.Policy;
        }

        if (reply.Encoding is not null)
        {
            response.Headers.ContentEncoding = reply.Encoding;
            response.Headers.Vary = "Accept-Encoding";
        }

        Counts.Answer(response.StatusCode);
        if (isKnown)
        {
            return;
        }

        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        if (context.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(reply.Body, context.RequestAborted);
        }
    }

    private async Task OpenSocketAsync(HttpContext context)
    {
        guard.CheckOrigin(context);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new Problem(400, "/ws is a WebSocket; connect with one, as the page at / does");
        }

        string ticket = context.Request.Query["ticket"].ToString();
        bool showsKey = ticket.Length > 0 || context.Request.Headers.Authorization.Count > 0;
        Right rights = ticket.Length > 0 ? guard.Tickets.Take(ticket) : guard.RightsOf(context);
        if (ticket.Length > 0 && rights == Right.None)
        {
            throw new Problem(401, "this ticket is none, was used, or is too old; get another by POST /api/v1/tickets");
        }

        guard.Require(rights, Right.Read, showsKey);
        // A connection that was upgraded is no request any more: what limits the pace of bodies would end it.
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        using System.Net.WebSockets.WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        Counts.Answer(101);
        await new SocketSession(socket, run, Counts, rights).RunAsync(context.RequestAborted);
    }
}
