using System.Buffers.Binary;
using System.Security.Cryptography;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>The inputs of a log, as they are put together for its stream.</summary>
internal sealed class SequencedLog
{
    private readonly EventEncoder events = new();
    private readonly Dictionary<string, long> senders = new(StringComparer.Ordinal);
    private readonly FencedWriter writer;
    private readonly LogTag tag;
    private readonly string subject;
    private long next;

    private SequencedLog(string subject, FencedWriter writer, LogTag tag, long next, long arrived)
    {
        this.writer = writer;
        this.tag = tag;
        (this.next, Arrived) = (next, arrived);
        this.subject = subject;
        events.Clear();
    }

    /// <summary>Events that are not written yet.</summary>
    public int Pending => events.Count;

    /// <summary>The newest time of its events; of a log that goes on, of those since.</summary>
    public Timestamp Newest { get; private set; } = Timestamp.MinValue;

    /// <summary>A log that is new.</summary>
    public static SequencedLog Create(string subject, FencedWriter writer) =>
        new(subject, writer, new LogTag(BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(16))), 1, 0);

    /// <summary>A log that goes on behind a record.</summary>
    public static SequencedLog Behind(string subject, FencedWriter writer, InputRecord newest)
    {
        SequencedLog behind = new(subject, writer, newest.Tag, newest.Next, newest.Arrived);
        foreach ((string sender, long number) in newest.Senders)
        {
            behind.senders[sender] = number;
        }

        EventDecoder decoder = new();
        decoder.Open(newest.Events);
        while (decoder.TryRead(out InputEvent e, out _))
        {
            behind.Newest = e.Time > behind.Newest ? e.Time : behind.Newest;
        }

        return behind;
    }

    /// <summary>The last arrival that is part of the log.</summary>
    public long Arrived { get; private set; }

    /// <summary>How far a sender has come; 0 where he has sent nothing.</summary>
    public long NumberOf(string sender) => senders.GetValueOrDefault(sender);

    /// <summary>Adds a whole arrival.</summary>
    /// <param name="fresh">Its events, as far as they had not come before.</param>
    /// <param name="marks">What is said of them.</param>
    /// <param name="arrival">The arrival.</param>
    /// <param name="last">The number of its last message, where its sender numbers them.</param>
    public void Add(ReadOnlySpan<InputEvent> fresh, EventMarks marks, Arrival arrival, long last)
    {
        foreach (ref readonly InputEvent e in fresh)
        {
            events.Add(in e, marks);
            Newest = e.Time > Newest ? e.Time : Newest;
        }

        Arrived = arrival.Sequence;
        if (arrival.Sender.Length > 0 && last > NumberOf(arrival.Sender))
        {
            senders[arrival.Sender] = last;
        }
    }

    /// <summary>Adds that time has come so far, so that what ends by then is closed.</summary>
    public void AddClock(Timestamp time)
    {
        InputEvent e = new() { Kind = EventKind.Clock, Time = time };
        events.Add(in e, EventMarks.Own);
        Newest = time > Newest ? time : Newest;
    }

    /// <summary>
    /// Writes what was collected; it is stored once its writer has flushed. Where this is cancelled, nobody knows whether it will be,
    /// and nothing may be written any more.
    /// </summary>
    public async ValueTask WriteAsync(CancellationToken cancel)
    {
        if (events.Count == 0)
        {
            return;
        }

        InputRecord record = new(tag, next, events.Count, Arrived, senders, events.Complete());
        ReadOnlyMemory<byte> content = record.Write();
        next = record.Next;
        events.Clear();
        await writer.AppendAsync(subject, content, cancel);
    }
}
