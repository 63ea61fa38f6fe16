using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>
/// The data of a sweep, which are gone through many times. They are decoded once and kept in memory where they have room there;
/// more than that is decoded each time. Pieces stay as they were read.
/// </summary>
/// <param name="data">The files.</param>
/// <param name="most">The most events that are kept.</param>
internal sealed class SweptData(PipelineData data, int most = SweptData.MostEvents)
{
    /// <summary>About 220 MB.</summary>
    public const int MostEvents = 1 << 21;

    private readonly SymbolTable symbols = new();
    private List<InputEvent[]>? kept;
    private (Timestamp From, Timestamp To)? range;

    /// <summary>Whether all of it is in memory.</summary>
    public bool IsKept => kept is not null;

    /// <summary>How often the files were decoded.</summary>
    public int Decoded { get; private set; }

    /// <summary>What the files made the reader say; complete after the first time.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>The time of the first and of the last event; null without any. Reads them where that was not done yet.</summary>
    public (Timestamp From, Timestamp To)? Range(CancellationToken stop)
    {
        if (range is null)
        {
            using IInputSource input = Open(null, out _);
            InputEvent[] piece = new InputEvent[EventsByLog.ChunkFor(1)];
            while (input.Read(piece) > 0)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        return range;
    }

    /// <summary>Opens all of the data, or the part of a stretch of time.</summary>
    public IInputSource Open((Timestamp From, Timestamp To)? stretch, out SymbolTable table)
    {
        if (kept is not null)
        {
            table = symbols;
            return new KeptInput(kept, stretch);
        }

        Decoded++;
        if (stretch is { } part)
        {
            table = new SymbolTable();
            return (data with { From = part.From, To = part.To }).Open(table);
        }

        table = range is null ? symbols : new SymbolTable();
        return range is null ? new KeepingInput(data.Open(table), this, most) : data.Open(table);
    }

    /// <summary>Hands events on, and keeps them as long as there is room.</summary>
    private sealed class KeepingInput(IInputSource source, SweptData owner, int most) : IInputSource
    {
        private List<InputEvent[]>? pieces = [];
        private long count;
        private (Timestamp From, Timestamp To)? span;

        public InputProgress Progress => source.Progress;

        public IReadOnlyList<string> Warnings => source.Warnings;

        public int Read(Span<InputEvent> batch)
        {
            int read = source.Read(batch);
            if (read == 0)
            {
                (owner.kept, owner.range, owner.Warnings) = (pieces, span, source.Warnings);
                return 0;
            }

            count += read;
            pieces = count <= most ? pieces : null;
            pieces?.Add(batch[..read].ToArray());
            foreach (ref readonly InputEvent e in batch[..read])
            {
                span = span is not { } known ? (e.Time, e.Time)
                    : (e.Time < known.From ? e.Time : known.From, e.Time > known.To ? e.Time : known.To);
            }

            return read;
        }

        public void Dispose() => source.Dispose();
    }

    /// <summary>Events that are in memory, piece by piece.</summary>
    private sealed class KeptInput(List<InputEvent[]> pieces, (Timestamp From, Timestamp To)? stretch) : IInputSource
    {
        private int next;
        private int within;

        public InputProgress Progress => new(next, pieces.Count, 0, 0);

        public IReadOnlyList<string> Warnings => [];

        public int Read(Span<InputEvent> batch)
        {
            int taken = 0;
            while (taken == 0 && next < pieces.Count)
            {
                InputEvent[] piece = pieces[next];
                for (; within < piece.Length && taken < batch.Length; within++)
                {
                    ref readonly InputEvent e = ref piece[within];
                    if (stretch is not { } part || (e.Time >= part.From && e.Time < part.To))
                    {
                        batch[taken++] = e;
                    }
                }

                if (within == piece.Length)
                {
                    (next, within) = (next + 1, 0);
                }
            }

            return taken;
        }

        public void Dispose()
        {
        }
    }
}
