using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Types;

namespace Pawl.Host.Paper;

/// <summary>A stored log as a lane drives it: market events and what the broker says of its orders, one by one, all of it stored.</summary>
/// <param name="run">The log.</param>
/// <param name="writes">Whether what it says is wanted as it is said.</param>
/// <param name="closesBars">Whether clock events of the source are for it; else they only say how late it is.</param>
internal sealed class PaperLog(StoredLogRun run, bool writes, bool closesBars) : ILaneLog, IOrderedLines
{
    private readonly (Utf8Buffer Text, List<(int Position, int Start, int End)> Pieces)[] said = [(new(), []), (new(), [])];
    private readonly GatheredEvents own = new();
    private int[] positions = [];
    private int next;
    private int filling;

    public StoredLogRun Run => run;

    public string Name => run.Name;

    public Utf8Buffer Text => said[filling].Text;

    public IReadOnlyList<(int Position, int Start, int End)> Pieces => said[filling].Pieces;

    /// <summary>The lane that drives it.</summary>
    public required Lane Lane { get; set; }

    /// <summary>Begins a piece of the input. What was said in the one before may still be shown.</summary>
    public void Begin()
    {
        filling ^= 1;
        said[filling].Text.Clear();
        said[filling].Pieces.Clear();
        (positions, next) = ([], 0);
    }

    /// <summary>Takes its events of a piece; those that are stored already are held against what is stored.</summary>
    /// <param name="chunk">The piece.</param>
    /// <param name="index">Which of its logs this is.</param>
    /// <returns>Those that are new; valid until the next piece.</returns>
    public ReadOnlyMemory<InputEvent> Take(Chunk chunk, int index)
    {
        Begin();
        ReadOnlySpan<int> all = chunk.ByLog.PositionsOf(index);
        // They come last, once everything else that was there has been given.
        while (!closesBars && !all.IsEmpty && chunk.Events[all[^1]].Kind == EventKind.Clock)
        {
            all = all[..^1];
        }

        if (all.IsEmpty)
        {
            return default;
        }

        ReadOnlyMemory<InputEvent> events = own.MemoryOf(chunk.Events, all);
        int start = Text.Length;
        int recalled = run.Recall(events.Span, writes ? Text : null);
        Said(all[0], start);
        positions = all[recalled..].ToArray();
        return events[recalled..];
    }

    /// <inheritdoc/>
    public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
    {
        int start = Text.Length;
        run.Trade(in e, isOwn, signals, writes ? Text : null);
        // What the broker says comes before the next event of the market.
        Said(next < positions.Length ? positions[next] : int.MaxValue, start);
        next += isOwn ? 0 : 1;
    }

    /// <summary>The input has ended: what was stored behind its last event is said again.</summary>
    public void End()
    {
        Begin();
        run.End(writes ? Text : null);
        Said(int.MaxValue, 0);
    }

    private void Said(int position, int start)
    {
        if (Text.Length > start)
        {
            said[filling].Pieces.Add((position, start, Text.Length));
        }
    }
}
