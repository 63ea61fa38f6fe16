using System.Diagnostics;
using Pawl.Logs;
using Pawl.Persistence.Sinks;

namespace Pawl.Feed;

/// <summary>Puts what was read of many streams together to a batch, and says how far it brings each of them.</summary>
/// <param name="cursors">How far each stream was read.</param>
/// <param name="symbolsOf">The symbols of a log, by the numbers that its events have.</param>
internal sealed class BatchBuilder(IReadOnlyDictionary<string, long> cursors, Func<string, IReadOnlyList<string>> symbolsOf)
{
    private readonly Dictionary<string, LogPart> parts = new(StringComparer.Ordinal);
    private readonly List<LogPart> used = [];
    private readonly List<KeptLetter> letters = [];
    private readonly Dictionary<string, long> done = new(cursors, StringComparer.Ordinal);
    private readonly Dictionary<string, long> reached = new(StringComparer.Ordinal);
    private long since;

    public bool IsEmpty => reached.Count == 0;

    /// <summary>Events, records of outputs and letters.</summary>
    public int Rows { get; private set; }

    /// <summary>About how much memory it takes.</summary>
    public long Bytes { get; private set; }

    /// <summary>How long ago the first was added.</summary>
    public TimeSpan Age => IsEmpty ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since);

    public void Add(LogStreams streams, JoinedRecord read)
    {
        Add(read, symbolsOf(read.Log));
        Reach(streams.Outputs.Name, read.Output);
        Reach(streams.Inputs.Name, read.InputsDone);
    }

    /// <summary>Adds what an account said; its log has no inputs and no symbols of its own.</summary>
    public void Add(AccountStreams account, OutputRecords said, long record)
    {
        Add(new JoinedRecord(account.Name, said, [], record, 0), []);
        Reach(account.Log.Name, record);
    }

    public void Add(string stream, KeptLetter letter)
    {
        letters.Add(letter);
        Reach(stream, letter.Sequence);
        Rows++;
        Bytes += letter.Letter.Content.Length;
    }

    /// <summary>The batch; the next one begins.</summary>
    public SinkBatch Complete()
    {
        SinkBatch batch = new();
        foreach (LogPart part in used)
        {
            part.MoveTo(batch);
        }

        foreach (KeptLetter letter in letters)
        {
            batch.AddLetter(new SinkLog(letter.Log, default, []), letter.Letter);
        }

        foreach ((string stream, long to) in reached.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            batch.Move(stream, done[stream], to);
            done[stream] = to;
        }

        used.Clear();
        letters.Clear();
        reached.Clear();
        (Rows, Bytes) = (0, 0);
        return batch;
    }

    private void Add(JoinedRecord read, IReadOnlyList<string> symbols)
    {
        if (!parts.TryGetValue(read.Log, out LogPart? part))
        {
            parts.Add(read.Log, part = new LogPart(new SinkLog(read.Log, read.Said.Tag, symbols)));
        }

        int before = part.Rows;
        if (before == 0)
        {
            used.Add(part);
        }

        part.Add(read);
        Rows += part.Rows - before;
        Bytes += read.Said.Content.Length + read.Inputs.Sum(i => i.Events.Length);
    }

    private void Reach(string stream, long to)
    {
        if (to > done[stream])
        {
            since = IsEmpty ? Stopwatch.GetTimestamp() : since;
            reached[stream] = to;
        }
    }
}
