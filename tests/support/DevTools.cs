using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Pawl.Tests.Support;

/// <summary>The DevTools protocol over its WebSocket: calls with answers, and events by session.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly CancellationTokenSource end = new();
    private int last;

    /// <summary>What takes the events of a session, by name and parameters: in order, and before the answer of a later call is given.</summary>
    public ConcurrentDictionary<string, Action<string, JsonElement>> Listeners { get; } = new(StringComparer.Ordinal);

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        DevTools tools = new();
        using CancellationTokenSource limit = new(Patience);
        await tools.socket.ConnectAsync(address, limit.Token);
        _ = tools.Listen();
        return tools;
    }

    public async Task<JsonElement> Call(string method, object? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref last);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(session is null
            ? new { id, method, @params = parameters ?? new { } }
            : (object)new { id, method, @params = parameters ?? new { }, sessionId = session });
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, end.Token);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Listen()
    {
        byte[] buffer = new byte[1 << 16];
        using MemoryStream message = new();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), end.Token);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                using JsonDocument json = JsonDocument.Parse(message.ToArray());
                message.SetLength(0);
                Take(json.RootElement.Clone());
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException)
        {
            foreach (TaskCompletionSource<JsonElement> answer in waiting.Values) answer.TrySetException(new InvalidOperationException("the browser is gone", e));
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out JsonElement id))
        {
            if (message.TryGetProperty("sessionId", out JsonElement session) && Listeners.TryGetValue(session.GetString()!, out Action<string, JsonElement>? listener))
            {
                listener(message.GetProperty("method").GetString()!, message.GetProperty("params"));
            }
        }
        else if (waiting.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
        {
            if (message.TryGetProperty("error", out JsonElement error)) answer.SetException(new InvalidOperationException(error.GetRawText()));
            else answer.SetResult(message.GetProperty("result"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        socket.Dispose();
        sending.Dispose();
        end.Dispose();
    }
}
