using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Bench;

/// <summary>
/// A log for each symbol over one graph. As in a replay, the events come in chunks; each worker goes through every chunk
/// and gives its own logs each run of neighbouring events at once.
/// </summary>
public sealed class ManyLogs(Graph graph, SymbolStream stream)
{
    private const int ChunkEvents = 4096;

    private readonly CandleDriver _driver = new(graph);

    public double Events => stream.Ticks.Length;

    public void Go(int workers)
    {
        EngineLog[] logs = [.. Enumerable.Range(0, stream.Symbols).Select(i => EngineLog.Create(graph, $"S{i}"))];
        if (workers == 1)
            Work(logs, 0, 1);
        else
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, w => Work(logs, w, workers));
        Sink.Take(logs.Sum(l => l.Header.Sequence));
    }

    private void Work(EngineLog[] logs, int worker, int workers)
    {
        InputEvent[] chunk = EventBatch.Room(ChunkEvents);
        for (int from = 0; from < stream.Ticks.Length; from += ChunkEvents)
        {
            int count = Math.Min(ChunkEvents, stream.Ticks.Length - from);
            EventBatch.Fill(chunk, stream.Ticks.AsSpan(from, count));
            Process(logs, chunk.AsSpan(0, count), stream.Symbol.AsSpan(from, count), worker, workers);
        }
    }

    private void Process(EngineLog[] logs, ReadOnlySpan<InputEvent> events, ReadOnlySpan<int> symbols, int worker, int workers)
    {
        int i = 0;
        while (i < events.Length)
        {
            int symbol = symbols[i];
            int begin = i;
            do
            {
                i++;
            }
            while (i < events.Length && symbols[i] == symbol);

            if (symbol % workers == worker)
            {
                _driver.Process(logs[symbol], events[begin..i]);
                logs[symbol].Outbox.Clear();
            }
        }
    }
}
