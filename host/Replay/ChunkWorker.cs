using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Processes the events of every n-th log of a chunk. Each run of neighbouring events of one log goes to it at once. Where
/// all logs are written into one stream, the worker notes which lines belong to which position of the input.
/// </summary>
internal sealed class ChunkWorker(int number, int workers, bool oneStream)
{
    private readonly List<(int Position, int Start, int End)> pieces = [];

    /// <summary>The lines of this worker's logs, when they are to be written into one stream.</summary>
    public Utf8Buffer Text { get; } = new(4096);

    /// <summary>Pieces of <see cref="Text"/> in the order of the input: the position of the event that caused them.</summary>
    public IReadOnlyList<(int Position, int Start, int End)> Pieces => pieces;

    public void Run(Chunk chunk)
    {
        Text.Clear();
        pieces.Clear();
        int i = 0;
        while (i < chunk.Count)
        {
            int log = chunk.Logs[i];
            int from = i;
            do
            {
                i++;
            }
            while (i < chunk.Count && chunk.Logs[i] == log);

            if (log % workers == number)
            {
                Process(chunk.Runs[log], chunk, from, i);
            }
        }
    }

    private void Process(LogRun log, Chunk chunk, int from, int to)
    {
        int start = Text.Length;
        log.Process(chunk.Events.AsSpan(from, to - from), oneStream ? Text : null);
        if (Text.Length > start)
        {
            pieces.Add((from, start, Text.Length));
        }
    }
}
