using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Processes the events of every n-th log of a chunk, log by log. Where all logs are written into one stream, the worker notes
/// which lines belong to which position of the input.
/// </summary>
internal sealed class ChunkWorker(int number, int workers, bool oneStream) : IOrderedLines
{
    private readonly GatheredEvents own = new();
    private readonly List<(int Position, int Start, int End)> pieces = [];

    /// <summary>The lines of this worker's logs, when they are to be written into one stream.</summary>
    public Utf8Buffer Text { get; } = new(4096);

    /// <summary>Pieces of <see cref="Text"/> in the order of the input: the position of the event that caused them.</summary>
    public IReadOnlyList<(int Position, int Start, int End)> Pieces => pieces;

    public void Run(Chunk chunk)
    {
        Text.Clear();
        pieces.Clear();
        for (int log = number; log < chunk.Runs.Length; log += workers)
        {
            ReadOnlySpan<int> positions = chunk.ByLog.PositionsOf(log);
            if (positions.IsEmpty)
            {
                continue;
            }

            if (oneStream)
            {
                ProcessRuns(chunk.Runs[log], chunk, positions);
            }
            else
            {
                chunk.Runs[log].Process(own.Of(chunk.Events, positions), null);
            }
        }

        pieces.Sort((a, b) => a.Position - b.Position);
    }

    /// <summary>Processes each run of neighbouring events by itself, for between them come lines of other logs.</summary>
    private void ProcessRuns(LogRun log, Chunk chunk, ReadOnlySpan<int> positions)
    {
        for (int i = 0, from = 0; i < positions.Length; from = i)
        {
            do
            {
                i++;
            }
            while (i < positions.Length && positions[i] == positions[i - 1] + 1);

            int start = Text.Length;
            log.Process(chunk.Events.AsSpan(positions[from], i - from), Text);
            if (Text.Length > start)
            {
                pieces.Add((positions[from], start, Text.Length));
            }
        }
    }
}
