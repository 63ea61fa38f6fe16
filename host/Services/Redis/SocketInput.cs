using System.Net.WebSockets;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Logs;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Ticks and quotes from a WebSocket such as that of <c>pawl tickserver</c>, as a source without end. A connection that is lost is made again,
/// after longer and longer pauses; what was said meanwhile is missing, as it is with every feed that does not repeat itself.
/// </summary>
internal sealed class SocketInput : FeedInput
{
    private const int LongestMessage = 1 << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Uri address;
    private readonly Action<string> notes;
    /// <param name="address">Where it is.</param>
    /// <param name="symbols">Takes its symbols.</param>
    /// <param name="notes">Told of comings and goings.</param>
    public SocketInput(Uri address, SymbolTable symbols, Action<string> notes)
        : base(symbols)
    {
        (this.address, this.notes) = (address, notes);
        Begin();
    }

    protected override async Task BringAsync(CancellationToken stop)
    {
        TimeSpan pause = Shortest;
        string said = "";
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using ClientWebSocket socket = new();
                await socket.ConnectAsync(address, stop);
                notes($"{address}: connected");
                (pause, said) = (Shortest, "");
                await ReceiveAsync(socket, stop);
                notes($"{address}: the server closed the connection; it is made again");
            }
            catch (Exception e) when (!stop.IsCancellationRequested && e is (WebSocketException or IOException or InvalidOperationException))
            {
                if (e.Message != said)
                {
                    notes($"{address}: {e.Message}; trying again");
                    said = e.Message;
                }
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await ((Task)Task.Delay(pause, stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationToken stop)
    {
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                if (TryRead(buffer.AsSpan(0, length), out string symbol, out InputEvent e))
                {
                    await BringAsync(symbol, e, stop);
                }

                length = 0;
            }
            else if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length < LongestMessage ? length * 2 : throw new IOException($"a message of more than {LongestMessage} bytes"));
            }
        }
    }

    /// <summary>Reads a frame with a message of the catalogue; anything else is none of its.</summary>
    private bool TryRead(ReadOnlySpan<byte> frame, out string symbol, out InputEvent e)
    {
        (symbol, e) = ("", default);
        try
        {
            Utf8JsonReader reader = new(frame);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isData)
                {
                    e = ArrivedEvents.Read(frame[start..(int)reader.BytesConsumed], out symbol);
                    return true;
                }
            }
        }
        catch (Exception mistake) when (mistake is FormatException or JsonException or InvalidOperationException)
        {
            notes($"{address}: a message is left out: {mistake.Message.Split('\n')[0]}");
        }

        return false;
    }
}
