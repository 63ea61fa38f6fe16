using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Pawl.Bench.Clients;

/// <summary>One client: it looks at one symbol as the dashboard does, and at the signals of all. It reads, or never does.</summary>
internal sealed class Client : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[1 << 16];

    /// <summary>The ids of all signals that it was told of.</summary>
    public HashSet<string> Signals { get; } = [];

    /// <summary>Signals that it was told of twice.</summary>
    public int Twice { get; private set; }

    public long Frames { get; private set; }

    public long Gaps { get; private set; }

    /// <summary>How it was closed; null where it was not.</summary>
    public WebSocketCloseStatus? Closed => socket.CloseStatus;

    /// <summary>Milliseconds from when signals were sent until they were read here.</summary>
    public List<double> Ways { get; } = [];

    public static async Task<Client> ConnectAsync(Uri server, string symbol, IEnumerable<string> since)
    {
        while (true)
        {
            Client client = new();
            try
            {
                // Who never reads keeps little in the buffers of its own machine.
                await client.socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri, CancellationToken.None).WaitAsync(Patience);
                string[] channels = [$"candles.external.{symbol}.1m", $"indicators.public.{symbol}.>", $"market_structure.{symbol}.>", $"dashboard.stream.*.{symbol}.>"];
                await client.SayAsync(Subscription(channels, []));
                await client.SayAsync(Subscription(["strategies.signals.*"], since));
                return client;
            }
            catch (WebSocketException)
            {
                // The server lets one address in so many times a second.
                await client.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <summary>Reads until the server has refused the last word of this client, or closes.</summary>
    public async Task ReadAsync()
    {
        while (await NextAsync() is { } frame)
        {
            Frames++;
            string type = frame.TryGetProperty("type", out JsonElement named) ? named.GetString()! : "";
            switch (type)
            {
                case "":
                    Take(frame.GetProperty("data"), frame.GetProperty("ts").GetDateTimeOffset());
                    break;
                case "state":
                    frame.GetProperty("items").EnumerateArray().ToList().ForEach(m => Take(m, null));
                    break;
                case "gap":
                    Gaps++;
                    break;
                case "error":
                    return;
            }
        }
    }

    /// <summary>A word that is refused: by the answer one knows that everything before it has been read.</summary>
    public Task LastWordAsync() => SayAsync("""{"op":"nothing"}""");

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Subscription(IEnumerable<string> channels, IEnumerable<string> since) =>
        $$"""{"op":"subscribe","channels":[{{string.Join(',', channels.Select(c => $"\"{c}\""))}}],"since":[{{string.Join(',', since.Select(s => $"\"{s}\""))}}]}""";

    private Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private void Take(JsonElement message, DateTimeOffset? sent)
    {
        if (message.GetProperty("type").ValueEquals("trade_signal"u8))
        {
            Twice += Signals.Add(message.GetProperty("metadata").GetProperty("id").GetString()!) ? 0 : 1;
            if (sent is { } at)
            {
                Ways.Add((DateTimeOffset.UtcNow - at).TotalMilliseconds);
            }
        }
    }

    private async Task<JsonElement?> NextAsync()
    {
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }

            ValueWebSocketReceiveResult got = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += got.Count;
            if (got.EndOfMessage)
            {
                // Read here and now: the buffer is used again for the next one.
                using JsonDocument read = JsonDocument.Parse(buffer.AsMemory(0, length));
                return read.RootElement.Clone();
            }
        }
    }
}
