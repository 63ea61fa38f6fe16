using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Services.Ingest;

/// <summary>
/// One sender's WebSocket. Each message is answered before the next is read, so that whoever sends faster than the stream takes waits
/// in the network.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="take">Takes a message as a request would be taken.</param>
internal sealed class IngestSocket(WebSocket socket, Func<ReadOnlyMemory<byte>, Task<IngestAnswer>> take)
{
    /// <summary>How long an answer may take to be taken over by the network.</summary>
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(20);

    private long number;

    /// <summary>Serves it until either side closes.</summary>
    /// <param name="aborted">The connection is gone.</param>
    /// <param name="stop">The service ends: what was begun is answered first.</param>
    public async Task RunAsync(CancellationToken aborted, CancellationToken stop)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            Task stopping = Task.Delay(Timeout.Infinite, ends.Token);
            while (socket.State == WebSocketState.Open)
            {
                Task<(ReadOnlyMemory<byte> Message, WebSocketCloseStatus? End)> coming = ReceiveAsync(aborted);
                if (await Task.WhenAny(coming, stopping) == stopping)
                {
                    await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, GatewayRole.Draining);
                    return;
                }

                (ReadOnlyMemory<byte> message, WebSocketCloseStatus? end) = await coming;
                if (end is { } status)
                {
                    await CloseAsync(status, status switch
                    {
                        WebSocketCloseStatus.MessageTooBig => $"a message has at most {IngestLimits.BodyBytes} bytes",
                        WebSocketCloseStatus.InvalidMessageType => "messages are text",
                        _ => "",
                    });
                    return;
                }

                await AnswerAsync(message);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The sender has gone.
        }
        finally
        {
            await ends.CancelAsync();
        }
    }

    /// <summary>Whether a message is a batch with numbers, and not of the catalogue: it says its version.</summary>
    public static bool IsNumbered(ReadOnlySpan<byte> message)
    {
        try
        {
            Utf8JsonReader reader = new(message);
            reader.Read();
            while (reader.TokenType == JsonTokenType.StartObject || reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("v"u8))
                    {
                        return true;
                    }

                    reader.Skip();
                }

                reader.Read();
            }
        }
        catch (JsonException)
        {
            // Whoever reads it says so.
        }

        return false;
    }

    private async Task<(ReadOnlyMemory<byte> Message, WebSocketCloseStatus? End)> ReceiveAsync(CancellationToken aborted)
    {
        ArrayBufferWriter<byte> message = new();
        while (true)
        {
            ValueWebSocketReceiveResult got = await socket.ReceiveAsync(message.GetMemory(4096), aborted);
            message.Advance(got.Count);
            WebSocketCloseStatus? end = got.MessageType == WebSocketMessageType.Close ? WebSocketCloseStatus.NormalClosure
                : got.MessageType == WebSocketMessageType.Binary ? WebSocketCloseStatus.InvalidMessageType
                : message.WrittenCount > IngestLimits.BodyBytes ? WebSocketCloseStatus.MessageTooBig
                : null;
            if (end is not null || got.EndOfMessage)
            {
                return (message.WrittenMemory, end);
            }
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> message)
    {
        number++;
        Reply reply;
        try
        {
            IngestAnswer answer = await take(message);
            reply = Frame("ack", answer.WriteFields);
        }
        catch (RefusedException refused)
        {
            reply = Frame("nack", json =>
            {
                json.WriteNumber("status", refused.Status);
                IngestRefusal.WriteFields(json, refused);
            });
        }

        using CancellationTokenSource limit = new(SendTime);
        await socket.SendAsync(reply.Body, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
    }

    private Reply Frame(string type, Action<Utf8JsonWriter> fields) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("message", number);
        fields(json);
        json.WriteEndObject();
    });

    private async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
        await socket.CloseOutputAsync(status, why, limit.Token);
    }
}
