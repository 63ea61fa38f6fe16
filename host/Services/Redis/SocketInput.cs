using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Logs;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Ticks and quotes from a WebSocket such as that of <c>pawl tickserver</c>, as a source without end. A connection that is lost is made again,
/// after longer and longer pauses; what was said meanwhile is missing, as it is with every feed that does not repeat itself.
/// </summary>
internal sealed class SocketInput : IInputSource
{
    private const int Waiting = 64 * 1024;
    private const int LongestMessage = 1 << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Uri address;
    private readonly SymbolTable symbols;
    private readonly Action<string> notes;
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<(string Symbol, InputEvent Event)> queue = System.Threading.Channels.Channel.CreateBounded<(string, InputEvent)>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
    private readonly Task reading;
    private long rows;
    private bool isDisposed;

    /// <param name="address">Where it is.</param>
    /// <param name="symbols">Takes its symbols.</param>
    /// <param name="notes">Told of comings and goings.</param>
    public SocketInput(Uri address, SymbolTable symbols, Action<string> notes)
    {
        (this.address, this.symbols, this.notes) = (address, symbols, notes);
        reading = Task.Run(ReadAsync);
    }

    public InputProgress Progress => new(0, 0, Interlocked.Read(ref rows), 0);

    public IReadOnlyList<string> Warnings => [];

    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        if (batch.IsEmpty || !queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            return 0;
        }

        while (count < batch.Length && queue.Reader.TryRead(out (string Symbol, InputEvent Event) next))
        {
            batch[count] = next.Event;
            batch[count++].Symbol = symbols.Intern(Types.Symbol.Parse(next.Symbol));
        }

        Interlocked.Add(ref rows, count);
        return count;
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        stopping.Cancel();
        Task.WaitAny(reading);
        stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        TimeSpan pause = Shortest;
        string said = "";
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using ClientWebSocket socket = new();
                await socket.ConnectAsync(address, stopping.Token);
                notes($"{address}: connected");
                (pause, said) = (Shortest, "");
                await ReceiveAsync(socket);
                notes($"{address}: the server closed the connection; it is made again");
            }
            catch (Exception e) when (!stopping.IsCancellationRequested && e is (WebSocketException or IOException or InvalidOperationException))
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

            await ((Task)Task.Delay(pause, stopping.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }

        queue.Writer.TryComplete();
    }

    private async Task ReceiveAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), stopping.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                if (TryRead(buffer.AsSpan(0, length), out string symbol, out InputEvent e))
                {
                    await queue.Writer.WriteAsync((symbol, e), stopping.Token);
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
