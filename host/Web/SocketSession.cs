using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Sessions;

namespace Pawl.Host.Web;

/// <summary>One client of the WebSocket: what it asks for, and the queue that it is sent.</summary>
internal sealed class SocketSession(WebSocket socket, ServedRun run, WebCounts counts, Right rights)
{
    private const int LargestMessage = 64 * 1024;
    private const int MessagesPerSecond = 50;
    private const int MostMistakes = 20;

    /// <summary>How long a client has to say goodbye when the server ends.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(500);

    private readonly HubClient client = new() { SeesOrders = rights.HasFlag(Right.Orders) };
    private readonly RateLimiter pace = new(MessagesPerSecond, () => Stopwatch.GetElapsedTime(0));
    private SessionReplay? replay;
    private int mistakes;

    /// <summary>Serves it until either side closes.</summary>
    public async Task RunAsync(CancellationToken aborted)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        SocketWriter writer = new(socket, client.Queue, counts);
        client.Queue.Add(Hello());
        await run.Hub.Do(() => run.Hub.Add(client));
        Task sending = writer.RunAsync(ends.Token);
        await using CancellationTokenRegistration leaving = run.Stopping.Register(() =>
        {
            _ = writer.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "the server ends");
            ends.CancelAfter(Goodbye);
        });
        try
        {
            await ReceiveAsync(writer, ends.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has gone, or was given up.
        }
        finally
        {
            await run.Hub.Do(() => run.Hub.Remove(client));
            replay?.Dispose();
            await ends.CancelAsync();
            await sending;
        }
    }

    private Frame Hello() => Frame.Typed("hello", json =>
    {
        json.WriteStartArray("rights");
        foreach (Right right in (Right[])[Right.Read, Right.Orders, Right.Trade])
        {
            if (rights.HasFlag(right))
            {
                json.WriteStringValue(right.ToString().ToLowerInvariant());
            }
        }

        json.WriteEndArray();
        json.WriteString("server_time", Frame.Now().ToString());
        json.WriteString("version", Commands.VersionAction.Number);
        json.WriteString("window", Hub.WindowText);
        json.WriteNumber("window_events", HubStream.EventWindow);
        json.WriteNumber("window_values", HubStream.ValueWindow);
        json.WriteNumber("subscriptions", HubClient.MostPatterns);
        json.WriteNumber("message_bytes", LargestMessage);
    });

    private async Task ReceiveAsync(SocketWriter writer, CancellationToken stop)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(LargestMessage + 1);
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                int length = 0;
                ValueWebSocketReceiveResult got;
                do
                {
                    got = await socket.ReceiveAsync(buffer.AsMemory(length, LargestMessage + 1 - length), stop);
                    length += got.Count;
                }
                while (!got.EndOfMessage && length <= LargestMessage);

                (WebSocketCloseStatus Status, string Why)? end =
                    got.MessageType == WebSocketMessageType.Close ? (WebSocketCloseStatus.NormalClosure, "")
                    : length > LargestMessage ? Refuse(WebSocketCloseStatus.MessageTooBig, "too_large", $"a message has at most {LargestMessage} bytes")
                    : got.MessageType == WebSocketMessageType.Binary ? Refuse(WebSocketCloseStatus.InvalidMessageType, "binary", "messages are text")
                    : !pace.Allows("") ? Refuse(WebSocketCloseStatus.PolicyViolation, "too_many", $"at most {MessagesPerSecond} messages a second")
                    : await TakeAsync(buffer.AsMemory(0, length));
                if (end is { } close)
                {
                    await writer.CloseAsync(close.Status, close.Why);
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private (WebSocketCloseStatus, string) Refuse(WebSocketCloseStatus status, string reason, string why)
    {
        counts.Refuse("websocket", reason);
        return (status, why);
    }

    /// <summary>Obeys a message; how the connection is to be closed, where it is.</summary>
    private async Task<(WebSocketCloseStatus, string)?> TakeAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            ClientMessage asked = ClientMessage.Read(message);
            switch (asked.Op)
            {
                case "subscribe":
                    await SubscribeAsync(asked);
                    break;
                case "unsubscribe":
                    await run.Hub.Do(() => run.Hub.Unsubscribe(client, asked.Channels));
                    break;
                default:
                    Replay(asked);
                    break;
            }

            return null;
        }
        catch (FormatException wrong)
        {
            counts.Refuse("websocket", "message");
            client.Queue.Add(Frame.Error(wrong.Message));
            return ++mistakes > MostMistakes ? (WebSocketCloseStatus.PolicyViolation, $"more than {MostMistakes} messages were wrong") : null;
        }
    }

    private async Task SubscribeAsync(ClientMessage asked)
    {
        SubjectPattern[] patterns = [.. asked.Channels.Select(PatternOf)];
        if (asked.Channels.Count == 0)
        {
            throw new FormatException("channels is missing or empty; write patterns such as [\"strategies.>\"]");
        }

        if (!client.SeesOrders && Array.Find(patterns, p => p.IsOf(Subject.Orders)) is { } orders)
        {
            throw new FormatException($"channel {Shown.Of(orders.Text)}: this key has not the right to orders; use one that has, made by 'pawl key NAME --orders'");
        }

        string? refused = null;
        await run.Hub.Do(() =>
        {
            if (client.Patterns.Count + patterns.Length > HubClient.MostPatterns)
            {
                refused = $"at most {HubClient.MostPatterns} patterns; unsubscribe from some, or use '*' and '>'";
                return;
            }

            run.Hub.Subscribe(client, patterns, asked.Since);
        });
        if (refused is not null)
        {
            throw new FormatException(refused);
        }
    }

    private SubjectPattern PatternOf(string channel)
    {
        bool isPublished = run.Hub.OtherName is not null && channel.StartsWith(SubjectPattern.Published, StringComparison.Ordinal);
        return (isPublished ? SubjectPattern.TryParsePublished(channel, out string mistake) : SubjectPattern.TryParse(channel, out mistake)) ?? throw new FormatException($"channel {Shown.Of(channel)}: {mistake}");
    }

    private void Replay(ClientMessage asked)
    {
        if (asked.Action == "open")
        {
            replay?.Dispose();
            replay = null;
            replay = SessionReplay.Open(run, asked, client);
        }
        else if (replay is null or { HasEnded: true })
        {
            throw new FormatException("no session is open; open one with {\"op\":\"replay\",\"action\":\"open\",\"session\":…}");
        }
        else if (asked.Action == "close")
        {
            replay.Dispose();
            replay = null;
        }
        else
        {
            replay.Obey(asked);
        }
    }
}
