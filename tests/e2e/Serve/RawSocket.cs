using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pawl.Tests.E2E.Serve;

/// <summary>A connection that says what no well-made client would, byte by byte.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TcpClient client = new();

    /// <summary>Connects, and sends a text as it stands.</summary>
    public static async Task<RawSocket> Open(Uri address, string first = "")
    {
        RawSocket socket = new();
        await socket.client.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.Send(Encoding.UTF8.GetBytes(first));
        return socket;
    }

    /// <summary>Connects, and becomes a WebSocket.</summary>
    public static async Task<RawSocket> Upgrade(Uri address)
    {
        RawSocket socket = await Open(address, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        StringBuilder answer = new();
        byte[] one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.client.GetStream().ReadAsync(one) == 1)
        {
            answer.Append((char)one[0]);
        }

        Xunit.Assert.StartsWith("HTTP/1.1 101", answer.ToString(), StringComparison.Ordinal);
        return socket;
    }

    /// <summary>A frame of a client: its first byte, and what it holds; masked by zeros, which change nothing.</summary>
    public static byte[] FrameOf(byte first, ReadOnlySpan<byte> content, long? claimed = null, bool masked = true)
    {
        byte[] head = new byte[masked ? 14 : 10];
        (head[0], head[1]) = (first, (byte)((masked ? 0x80 : 0) | 127));
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), claimed ?? content.Length);
        return [.. head, .. content];
    }

    /// <summary>Sends bytes; false where the server has closed.</summary>
    public async Task<bool> Send(byte[] bytes)
    {
        try
        {
            await client.GetStream().WriteAsync(bytes).AsTask().WaitAsync(Patience);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Everything that the server says until it closes.</summary>
    public async Task<string> ToEnd()
    {
        using CancellationTokenSource limit = new(Patience);
        StringBuilder said = new();
        byte[] buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, limit.Token) is var count and > 0)
            {
                said.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // It was reset.
        }

        return said.ToString();
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
