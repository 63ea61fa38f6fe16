using System.Buffers.Text;
using System.Text;
using System.Threading.Channels;

namespace Pawl.Nats.Protocol;

/// <summary>
/// What waits to be sent. Whatever comes while one piece is on its way goes with the next, so nobody waits longer than the network
/// makes him, and many small messages are one write. It holds a bounded number of bytes; then the sender waits.
/// </summary>
internal sealed class SendQueue(int limit)
{
    private readonly Lock gate = new();
    private readonly Channel<bool> filled = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private byte[] filling = new byte[1 << 12];
    private byte[] sending = new byte[1 << 12];
    private int used;
    private TaskCompletionSource? room;
    private Exception? closed;

    /// <summary>Adds a command that must be sent whatever waits: an answer to the server, a question whether it is there.</summary>
    public void AddCommand(string line)
    {
        lock (gate)
        {
            if (closed is null)
            {
                Append(Encoding.UTF8.GetBytes(line));
                filled.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Adds a message, when there is room for it.</summary>
    /// <exception cref="NatsException">The connection is lost.</exception>
    public ValueTask AddMessage(string subject, string reply, ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> payload, CancellationToken cancel) =>
        TryAdd(subject, reply, headers.Span, payload.Span, out Task full) ? ValueTask.CompletedTask : new ValueTask(Wait(full, subject, reply, headers, payload, cancel));

    /// <summary>Ends it: whoever waits or comes later is told why.</summary>
    public void Close(Exception reason)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            closed ??= reason;
            waiting = room;
            room = null;
        }

        waiting?.TrySetResult();
        filled.Writer.TryComplete();
    }

    /// <summary>What is to be sent next, as soon as there is something. Good until the next call.</summary>
    /// <exception cref="ChannelClosedException">The queue is closed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken cancel)
    {
        while (true)
        {
            await filled.Reader.ReadAsync(cancel);
            TaskCompletionSource? waiting;
            int count;
            lock (gate)
            {
                (filling, sending) = (sending, filling);
                (count, used) = (used, 0);
                waiting = room;
                room = null;
            }

            waiting?.TrySetResult();
            if (count > 0)
            {
                return sending.AsMemory(0, count);
            }
        }
    }

    private async Task Wait(Task full, string subject, string reply, ReadOnlyMemory<byte> headers, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        do
        {
            await full.WaitAsync(cancel);
        }
        while (!TryAdd(subject, reply, headers.Span, payload.Span, out full));
    }

    /// <param name="full">What to wait for where there is no room.</param>
    private bool TryAdd(string subject, string reply, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload, out Task full)
    {
        full = Task.CompletedTask;
        lock (gate)
        {
            if (closed is { } reason)
            {
                throw new NatsException(reason.Message, reason);
            }

            if (used > 0 && used + payload.Length + headers.Length > limit)
            {
                full = (room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                return false;
            }

            Append(headers.IsEmpty ? "PUB "u8 : "HPUB "u8);
            Append(subject);
            Append(" "u8);
            if (reply.Length > 0)
            {
                Append(reply);
                Append(" "u8);
            }

            if (!headers.IsEmpty)
            {
                Append(headers.Length);
                Append(" "u8);
            }

            Append(headers.Length + payload.Length);
            Append("\r\n"u8);
            Append(headers);
            Append(payload);
            Append("\r\n"u8);
            filled.Writer.TryWrite(true);
            return true;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        used += bytes.Length;
    }

    private void Append(string ascii) => used += Encoding.ASCII.GetBytes(ascii, Room(ascii.Length));

    private void Append(int number)
    {
        Utf8Formatter.TryFormat(number, Room(11), out int written);
        used += written;
    }

    private Span<byte> Room(int bytes)
    {
        if (used + bytes > filling.Length)
        {
            Array.Resize(ref filling, Math.Max(used + bytes, filling.Length * 2));
        }

        return filling.AsSpan(used);
    }
}
