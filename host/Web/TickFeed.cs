using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Pawl.Engine;
using Pawl.Host.Replay.Live;
using Pawl.Host.Services;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>
/// A market as a WebSocket: every client gets each tick and quote from when it connects, in order. Who is too slow for that is
/// closed (1013) rather than given less.
/// </summary>
internal sealed class TickFeed
{
    private const string Node = "tickserver";
    private const int Pieces = 1024;

    private readonly Lock gate = new();
    private readonly List<ClientQueue> clients = [];
    private readonly WebCounts counts = new();
    private readonly WebGuard guard;
    private readonly SimulatedOptions market;
    private readonly CancellationToken stop;
    private readonly ServiceHealth health = new(Node);
    private long sent;

    private TickFeed(SimulatedOptions market, WebOptions options, CancellationToken stop)
    {
        (this.market, this.stop) = (market, stop);
        guard = new WebGuard(options);
        health.Counter("pawl_tickserver_events_total", "Ticks and quotes of the market so far.", () => Interlocked.Read(ref sent));
        health.Gauge("pawl_tickserver_clients", "Clients that are connected.", Clients);
        health.Waits("");
    }

    /// <summary>Serves until it is stopped, or the market ends.</summary>
    public static void Run(SimulatedOptions market, double speed, WebOptions options, CancellationToken stop)
    {
        TickFeed feed = new(market, options, stop);
        WebServer server = WebServer.StartAsync(options, feed.HandleAsync).GetAwaiter().GetResult();
        Console.Error.WriteLine($"serving {market} at {server.Url.Replace("http", "ws", StringComparison.Ordinal)}/");
        try
        {
            feed.Read(speed);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped");
        }
        finally
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private double Clients()
    {
        lock (gate)
        {
            return clients.Count;
        }
    }

    private void Read(double speed)
    {
        SymbolTable symbols = new();
        using SimulatedInput source = new(market, symbols);
        using PacedInput paced = new(source, speed, 0, null, stop);
        MarketMessages messages = new(symbols, Node);
        Utf8Buffer text = new();
        InputEvent[] events = new InputEvent[Pieces];
        int count;
        while ((count = paced.Read(events)) > 0)
        {
            Interlocked.Add(ref sent, count);
            foreach (ref readonly InputEvent e in events.AsSpan(0, count))
            {
                text.Clear();
                string channel = messages.Write(text, in e);
                Frame frame = Frame.Of(channel, text.Written[..^1], null);
                lock (gate)
                {
                    clients.ForEach(c => c.Add(frame));
                }
            }
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            guard.CheckCaller(context);
            if (!context.WebSockets.IsWebSocketRequest && context.Request.Path.Value is { Length: > 1 })
            {
                await health.HandleAsync(context);
                return;
            }

            guard.CheckOrigin(context);
            if (!context.WebSockets.IsWebSocketRequest)
            {
                throw new Problem(400, "this is a WebSocket; connect with one");
            }
        }
        catch (Problem problem)
        {
            Reply reply = Reply.Of(problem);
            (context.Response.StatusCode, context.Response.ContentType) = (reply.Status, reply.ContentType);
            await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await ServeAsync(socket, context.RequestAborted);
    }

    private async Task ServeAsync(WebSocket socket, CancellationToken aborted)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(aborted, stop);
        ClientQueue queue = new(most: 65_536);
        SocketWriter writer = new(socket, queue, counts);
        lock (gate)
        {
            clients.Add(queue);
        }

        Task sending = writer.RunAsync(ends.Token);
        try
        {
            // Clients have nothing to say; what they say all the same is read and forgotten, so that they can say goodbye.
            byte[] buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ends.Token)).MessageType != WebSocketMessageType.Close)
            {
            }

            await writer.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // It has gone, or was given up.
        }
        finally
        {
            lock (gate)
            {
                clients.Remove(queue);
            }

            await ends.CancelAsync();
            await sending;
        }
    }
}
