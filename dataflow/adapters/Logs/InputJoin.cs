using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>
/// Keeps the input records of a partition until their log has said how far it is. Logs say so at different times, so that the place up
/// to which all is done lies before the oldest record that waits.
/// </summary>
/// <param name="after">The number, in the stream, of the record before the first one that will come.</param>
internal sealed class InputJoin(long after)
{
    private readonly Dictionary<string, Waiting> logs = new(StringComparer.Ordinal);
    private readonly Queue<(long Sequence, Waiting Log, long Next)> order = new();

    /// <summary>The number of the last record that came.</summary>
    public long Read { get; private set; } = after;

    /// <summary>Up to here all records are done.</summary>
    public long Done => order.TryPeek(out (long Sequence, Waiting Log, long Next) first) ? first.Sequence - 1 : Read;

    /// <summary>A log of which a part was done before.</summary>
    public void Begin(string log, OutputRecords newest) => Of(log).Done = newest.InputsTo;

    /// <summary>A record that is none of a log.</summary>
    public void Pass(long sequence) => Read = sequence;

    public void Add(long sequence, string log, InputRecord record)
    {
        Read = sequence;
        Waiting of = Of(log);
        if (record.Next > of.Done + 1)
        {
            of.Records.Enqueue(record);
            of.Next = record.Next;
            order.Enqueue((sequence, of, record.Next));
        }
    }

    /// <summary>Whether a log's events have come up to a place.</summary>
    public bool Covers(string log, long place) => Of(log) is { } of && Math.Max(of.Next - 1, of.Done) >= place;

    /// <summary>The records of which something was said.</summary>
    /// <exception cref="StoreException">They do not belong to the log, or some are missing.</exception>
    public IReadOnlyList<InputRecord> Take(string log, OutputRecords said)
    {
        Waiting of = Of(log);
        List<InputRecord> taken = [];
        long next = said.InputsFrom + 1;
        while (of.Records.TryPeek(out InputRecord? record) && record.FirstRecord <= said.InputsTo)
        {
            if (record.Next > said.InputsFrom + 1)
            {
                Check(log, said, record, next);
                taken.Add(record);
                next = record.Next;
            }

            if (record.Next > said.InputsTo + 1)
            {
                break;
            }

            of.Records.Dequeue();
        }

        if (next <= said.InputsTo)
        {
            throw new StoreException($"log {log}: event {next} of its inputs is not there: what was read of both streams does not belong together");
        }

        of.Done = said.InputsTo;
        while (order.TryPeek(out (long Sequence, Waiting Log, long Next) first) && first.Next <= first.Log.Done + 1)
        {
            order.Dequeue();
        }

        return taken;
    }

    private static void Check(string log, OutputRecords said, InputRecord record, long next)
    {
        if (record.Tag != said.Tag)
        {
            throw new StoreException($"log {log}: its inputs belong to another log of that name (tag {record.Tag}) than its outputs (tag {said.Tag}): one of both streams was made anew");
        }

        if (record.FirstRecord > next)
        {
            throw new StoreException($"log {log}: its inputs go on with event {record.FirstRecord}, and event {next} is needed: what lies between was lost");
        }
    }

    private Waiting Of(string log)
    {
        if (!logs.TryGetValue(log, out Waiting? of))
        {
            logs.Add(log, of = new Waiting());
        }

        return of;
    }

    private sealed class Waiting
    {
        public Queue<InputRecord> Records { get; } = new();

        /// <summary>The place behind the last event that came.</summary>
        public long Next { get; set; }

        /// <summary>The place of the last event of which something was said.</summary>
        public long Done { get; set; }
    }
}
