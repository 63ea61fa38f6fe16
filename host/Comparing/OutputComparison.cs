using System.Runtime.InteropServices;

namespace Pawl.Host.Comparing;

/// <summary>Which of two sides.</summary>
internal enum Side
{
    A,
    B,
}

/// <summary>
/// Compares what two sides say over the same input events. Outputs belong together that the same source says at the same event,
/// in order; so one more node on one side makes no others differ. Both sides are taken piece by piece: only what the other has
/// not reached yet is held.
/// </summary>
internal sealed class OutputComparison
{
    private readonly Dictionary<string, LogPair> logs = new(StringComparer.Ordinal);
    private readonly Dictionary<SaidBy, SourceCounts> sources = [];

    /// <summary>By symbol and node.</summary>
    public IEnumerable<SourceCounts> Sources =>
        sources.Values.OrderBy(s => s.Source.Symbol, StringComparer.Ordinal).ThenBy(s => s.Source.Node, StringComparer.Ordinal);

    /// <summary>The first difference of a log; of those of several logs the earliest.</summary>
    public OutputDifference? First => logs.Values.Select(l => l.First).OfType<OutputDifference>()
        .OrderBy(f => f.Time).ThenBy(f => f.Log, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Takes outputs of a log, in order.</summary>
    /// <param name="side">Who said them.</param>
    /// <param name="log">The log's name, the same on both sides.</param>
    /// <param name="lines">The outputs.</param>
    /// <param name="reached">The last event all of whose outputs have been taken.</param>
    public void Add(Side side, string log, IEnumerable<SaidLine> lines, long reached)
    {
        ref LogPair? pair = ref CollectionsMarshal.GetValueRefOrAddDefault(logs, log, out _);
        pair ??= new LogPair(log);
        foreach (SaidLine line in lines)
        {
            pair.Waiting[(int)side].Enqueue(line);
        }

        pair.Reached[(int)side] = reached;
        Drain(pair);
    }

    /// <summary>Neither side has more.</summary>
    public void End()
    {
        foreach (LogPair pair in logs.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value))
        {
            pair.Reached[0] = pair.Reached[1] = long.MaxValue;
            Drain(pair);
        }
    }

    private void Drain(LogPair pair)
    {
        while (pair.NextWhole() is { } sequence)
        {
            Compare(pair, pair.Take(Side.A, sequence), pair.Take(Side.B, sequence));
        }
    }

    private void Compare(LogPair pair, List<SaidLine> a, List<SaidLine> b)
    {
        foreach (SaidLine line in a)
        {
            int at = b.FindIndex(other => other.Source == line.Source);
            SaidLine? other = at < 0 ? null : b[at];
            if (at >= 0)
            {
                b.RemoveAt(at);
            }

            FieldDifference? field = other is null ? null : line.DifferenceTo(other);
            if (other is not null && field is null)
            {
                CountsOf(line.Source).Equal++;
            }
            else
            {
                Add(pair, new OutputDifference(pair.Log, line, other, field));
            }
        }

        b.ForEach(line => Add(pair, new OutputDifference(pair.Log, null, line, null)));
    }

    private void Add(LogPair pair, OutputDifference difference)
    {
        CountsOf(difference.Source).Add(difference);
        pair.First ??= difference;
    }

    private SourceCounts CountsOf(SaidBy source)
    {
        ref SourceCounts? counts = ref CollectionsMarshal.GetValueRefOrAddDefault(sources, source, out _);
        return counts ??= new SourceCounts(source);
    }

    /// <summary>What of one log waits for the other side.</summary>
    private sealed class LogPair(string log)
    {
        public string Log => log;

        public OutputDifference? First { get; set; }

        public Queue<SaidLine>[] Waiting { get; } = [new(), new()];

        public long[] Reached { get; } = new long[2];

        /// <summary>The next event with outputs that both sides have reached.</summary>
        public long? NextWhole()
        {
            long next = Math.Min(Head(Waiting[0]), Head(Waiting[1]));
            return next < long.MaxValue && next <= Math.Min(Reached[0], Reached[1]) ? next : null;
        }

        public List<SaidLine> Take(Side side, long sequence)
        {
            List<SaidLine> taken = [];
            while (Head(Waiting[(int)side]) == sequence)
            {
                taken.Add(Waiting[(int)side].Dequeue());
            }

            return taken;
        }

        private static long Head(Queue<SaidLine> waiting) => waiting.TryPeek(out SaidLine? line) ? line.Id.Sequence : long.MaxValue;
    }
}
