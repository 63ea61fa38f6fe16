using System.Net.WebSockets;
using Pawl.Host.Web.Live;

namespace Pawl.Host.Web;

/// <summary>Sends a queue to a client of the WebSocket until the client is given up or goes.</summary>
internal sealed class SocketWriter(WebSocket socket, ClientQueue queue, WebCounts counts)
{
    /// <summary>The WebSocket's "try again later".</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    /// <summary>How long one frame may take to be taken over by the network.</summary>
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!queue.IsGivenUp)
            {
                await queue.WaitAsync(stop);
                while (queue.TryTake(out Frame? frame, out int skipped))
                {
                    if (skipped > 0)
                    {
                        await SendAsync(Skipped(frame!, skipped), stop);
                    }

                    await SendAsync(frame!, stop);
                }
            }

            Interlocked.Increment(ref counts.GivenUp);
            await CloseAsync(TryAgainLater, "too slow: connect again, and name the last ids to go on from there");
            // Who reads nothing does not answer either.
            await Task.Delay(CloseTime, stop);
            socket.Abort();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }
        finally
        {
            Interlocked.Add(ref counts.Conflated, queue.Conflated);
        }
    }

    public async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        using CancellationTokenSource limit = new(CloseTime);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, why, limit.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    private async Task SendAsync(Frame frame, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(SendTime);
        await socket.SendAsync(frame.Text, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        Interlocked.Increment(ref counts.Sent);
    }

    private static Frame Skipped(Frame next, int count) => Frame.Typed("conflated", json =>
    {
        json.WriteString("channel", (next.Stream as HubStream)?.Channel);
        json.WriteNumber("skipped", count);
    });
}
