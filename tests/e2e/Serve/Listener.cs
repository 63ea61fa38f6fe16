using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Pawl.Tests.E2E.Serve;

/// <summary>A client of the WebSocket that reads what it is told to.</summary>
internal sealed class Listener(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private byte[] buffer = new byte[1 << 16];

    public ClientWebSocket Socket => socket;

    public Task Say(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next frame; null where the server closed.</summary>
    public async Task<JsonElement?> Next()
    {
        using CancellationTokenSource limit = new(Patience);
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }

            ValueWebSocketReceiveResult got = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            if (got.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += got.Count;
            if (got.EndOfMessage)
            {
                return JsonDocument.Parse(buffer.AsMemory(0, length).ToArray()).RootElement;
            }
        }
    }

    /// <summary>The next frame that is as wanted; what comes before it is left out.</summary>
    public async Task<JsonElement> Until(Func<JsonElement, bool> isWanted)
    {
        while (await Next() is { } frame)
        {
            if (isWanted(frame))
            {
                return frame;
            }
        }

        throw new InvalidOperationException($"closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
    }

    /// <summary>The type of a frame; empty for a message.</summary>
    public static string TypeOf(JsonElement frame) => frame.TryGetProperty("type", out JsonElement type) ? type.GetString()! : "";

    /// <summary>The id of a message.</summary>
    public static string IdOf(JsonElement envelope) => envelope.GetProperty("metadata").GetProperty("id").GetString()!;

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
