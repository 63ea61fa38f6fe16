using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Pawl.Nats.Protocol;

namespace Pawl.Nats;

// What goes on while a connection lives: reading, writing, and asking whether the server is still there.
public sealed partial class NatsConnection
{
    // Messages of one subject mostly come one after the other.
    private byte[] lastSubject = [];
    private string lastSubjectText = "";

    private void Start()
    {
        sending.AddCommand(string.Create(CultureInfo.InvariantCulture, $"SUB {answers.Pattern} {Inbox}\r\n"));
        loops = Task.WhenAll(Guard(ReadLoop), Guard(WriteLoop), Guard(PingLoop));
    }

    private async Task Guard(Func<Task> loop)
    {
        try
        {
            await Task.Yield();
            await loop();
        }
        catch (NatsException e)
        {
            Fail(new NatsException($"{options}: {e.Message}", e));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ChannelClosedException or System.Net.Sockets.SocketException)
        {
            Fail(new NatsException($"{options}: the connection is lost: {e.Message}", e));
        }
        catch (Exception e)
        {
            Fail(new NatsException($"{options}: the connection is given up: {e.Message}", e));
        }
    }

    private async Task ReadLoop()
    {
        while (true)
        {
            while (reader.TryRead(out ServerFrame frame))
            {
                if (frame.Op == ServerOp.Message)
                {
                    await Give(frame.Subscription, MessageOf(in frame));
                }
                else
                {
                    Obey(in frame);
                }
            }

            int count = await stream.ReadAsync(reader.Room(), stop.Token);
            reader.Take(count > 0 ? count : throw new NatsException("the server closed the connection"));
        }
    }

    private NatsMessage MessageOf(in ServerFrame frame)
    {
        if (!frame.Text.Span.SequenceEqual(lastSubject))
        {
            lastSubject = frame.Text.ToArray();
            lastSubjectText = Encoding.UTF8.GetString(lastSubject);
        }

        byte[] content = new byte[frame.Headers.Length + frame.Payload.Length];
        frame.Headers.CopyTo(content);
        frame.Payload.CopyTo(content.AsMemory(frame.Headers.Length));
        return new NatsMessage(
            lastSubjectText,
            frame.Reply.IsEmpty ? "" : Encoding.UTF8.GetString(frame.Reply.Span),
            new NatsHeaders(content.AsMemory(0, frame.Headers.Length)),
            content.AsMemory(frame.Headers.Length));
    }

    private async ValueTask Give(long number, NatsMessage message)
    {
        if (number == Inbox)
        {
            answers.Give(message);
        }
        else if (subscriptions.TryGetValue(number, out NatsSubscription? subscription) && !subscription.TryGive(message))
        {
            isHeld = true;
            try
            {
                await subscription.Give(message, stop.Token);
            }
            catch (ChannelClosedException)
            {
                // It was ended meanwhile.
            }
            finally
            {
                isHeld = false;
            }
        }
    }

    private void Obey(in ServerFrame frame)
    {
        switch (frame.Op)
        {
            case ServerOp.Ping:
                sending.AddCommand("PONG\r\n");
                break;
            case ServerOp.Pong:
                lock (pings)
                {
                    if (pings.TryDequeue(out TaskCompletionSource? pong))
                    {
                        pong.TrySetResult();
                    }
                }

                break;
            case ServerOp.Info when ServerInfo.Read(frame.Text).IsLeaving:
                leaving.TrySetResult();
                break;
            case ServerOp.Error:
                Refused(Encoding.UTF8.GetString(frame.Text.Span).Trim().Trim('\''));
                break;
            default:
                break;
        }
    }

    /// <summary>A right that is missing concerns one subject; after anything else the server closes the connection.</summary>
    private void Refused(string words)
    {
        const string Publish = "Permissions Violation for Publish to ";
        const string Subscribe = "Permissions Violation for Subscription to ";
        if (words.StartsWith(Publish, StringComparison.OrdinalIgnoreCase))
        {
            string subject = words[Publish.Length..].Trim('"');
            NatsException reason = new($"{options}: this user may not publish on '{subject}'");
            answers.Fail(subject, reason);
            NotAllowed?.Invoke(reason);
        }
        else if (words.StartsWith(Subscribe, StringComparison.OrdinalIgnoreCase))
        {
            string pattern = words[Subscribe.Length..].Split('"', StringSplitOptions.RemoveEmptyEntries)[0];
            NatsException reason = new($"{options}: this user may not subscribe to '{pattern}'");
            foreach (NatsSubscription subscription in subscriptions.Values.Where(s => s.Pattern == pattern))
            {
                subscriptions.TryRemove(subscription.Number, out _);
                subscription.End(reason);
            }

            NotAllowed?.Invoke(reason);
        }
        else
        {
            throw new NatsException($"the server says '{words}'");
        }
    }

    /// <summary>The server said that this user has not the right to do something; called while it is read, so it must not wait.</summary>
    public Action<NatsException>? NotAllowed { get; set; }

    private async Task WriteLoop()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next = await sending.Next(stop.Token);
            using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            deadline.CancelAfter(options.WriteDeadline);
            try
            {
                await stream.WriteAsync(next, deadline.Token);
            }
            catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
            {
                throw new NatsException(string.Create(CultureInfo.InvariantCulture, $"the server took nothing for {options.WriteDeadline.TotalMilliseconds} ms"), e);
            }
        }
    }

    private async Task PingLoop()
    {
        using PeriodicTimer timer = new(options.PingEvery);
        Task pong = Task.CompletedTask;
        int unanswered = 0;
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            if (pong.IsCompleted)
            {
                unanswered = 0;
                pong = Ping();
            }
            else if (!isHeld && ++unanswered == UnansweredPings)
            {
                // While a reader of this program holds everything up, the answer may well be there, unread.
                throw new NatsException(string.Create(CultureInfo.InvariantCulture, $"the server did not answer for {(UnansweredPings * options.PingEvery).TotalSeconds} s"));
            }
        }
    }
}
