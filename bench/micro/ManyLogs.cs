using Pawl.Bench.Baselines;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>
/// A log for each symbol over one graph. As in a replay, the events come in chunks, and each log gets its events of a chunk
/// at once. Each of several workers reads all trades and takes those of its own logs.
/// </summary>
public sealed class ManyLogs(Graph graph, SymbolStream stream)
{
    private readonly CandleDriver _driver = new(graph);

    public double Events => stream.Ticks.Length;

    public void Go(int workers)
    {
        EngineLog[] logs = [.. Enumerable.Range(0, stream.Symbols).Select(i => EngineLog.Create(graph, $"S{i}"))];
        if (workers == 1)
            new Worker(_driver, logs, 0, 1).Run(stream);
        else
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, w => new Worker(_driver, logs, w, workers).Run(stream));
        Sink.Take(logs.Sum(l => l.Header.Sequence));
    }

    private sealed class Worker(CandleDriver driver, EngineLog[] logs, int number, int workers)
    {
        private readonly InputEvent[] _chunk = EventBatch.Room(EventsByLog.ChunkFor(logs.Length));
        private readonly int[] _logOf = new int[EventsByLog.ChunkFor(logs.Length)];
        private readonly EventsByLog _byLog = new();
        private readonly GatheredEvents _own = new();

        /// <summary>For each log 1 where it is this worker's. Looked up: dividing would cost as much as a tick.</summary>
        private readonly int[] _isOwn = [.. logs.Select((_, log) => log % workers == number ? 1 : 0)];

        public void Run(SymbolStream stream)
        {
            for (int from = 0; from < stream.Ticks.Length;)
            {
                int count = Read(stream, ref from);
                _byLog.Sort(_logOf.AsSpan(0, count), logs.Length);
                for (int log = number; log < logs.Length; log += workers)
                {
                    ReadOnlySpan<int> positions = _byLog.PositionsOf(log);
                    if (positions.IsEmpty)
                        continue;
                    driver.Process(logs[log], _own.Of(_chunk, positions));
                    logs[log].Outbox.Clear();
                }
            }
        }

        private int Read(SymbolStream stream, ref int from)
        {
            int count = 0;
            int i = from;
            for (; i < stream.Ticks.Length && count < _chunk.Length; i++)
            {
                int symbol = stream.Symbol[i];
                EventBatch.Fill(ref _chunk[count], in stream.Ticks[i]);
                _logOf[count] = symbol;
                count += _isOwn[symbol];
            }

            from = i;
            return count;
        }
    }
}
