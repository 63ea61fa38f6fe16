using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>A wire to a server's socket that tests can cut: after so many bytes to the server, or at once.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly string socket;
    private readonly Task accepting;
    private long left = long.MaxValue;

    public CutWire(string socket)
    {
        this.socket = socket;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often it was cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts all that runs over it once so many more bytes have gone to the server.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref left, bytes);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        CutAll();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                Socket client = await listener.AcceptSocketAsync(ending.Token);
                Socket server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), ending.Token);
                open[client] = open[server] = 0;
                _ = PumpAsync(client, server, isCounted: true);
                _ = PumpAsync(server, client, isCounted: false);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The listener is closed, or the server is away.
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isCounted)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var count)
            {
                if (isCounted && Interlocked.Add(ref left, -count) < 0)
                {
                    Interlocked.Exchange(ref left, long.MaxValue);
                    Cuts++;
                    CutAll();
                    return;
                }

                for (int sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), ending.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private void CutAll()
    {
        foreach (Socket each in open.Keys)
        {
            open.TryRemove(each, out _);
            each.Dispose();
        }
    }
}
