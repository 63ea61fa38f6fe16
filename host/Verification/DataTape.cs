using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Ingestion;

namespace Pawl.Host.Verification;

/// <summary>The data files of a command line, opened anew for each reading.</summary>
internal sealed class DataTape(PipelineData data) : ITape
{
    private const int ChunkEvents = 4096;

    public IEnumerable<TapePiece> Read(long events = long.MaxValue)
    {
        SymbolTable symbols = new();
        using IInputSource input = data.Open(symbols);
        LogRouter router = new(data.Graph, symbols, new ReplayOptions { Instruments = data.Instruments });
        List<TapeLog> logs = [];
        Chunk chunk = new(ChunkEvents);
        try
        {
            while ((chunk.Count = input.Read(chunk.Events.AsSpan(0, (int)Math.Min(ChunkEvents, events)))) > 0)
            {
                events -= chunk.Count;
                router.Route(chunk);
                logs.AddRange(router.Logs.Skip(logs.Count).Select(run => new TapeLog(data.Graph, run.Log.Symbols[0], run.Driver)));
                foreach (TapePiece piece in Pieces(chunk, logs))
                {
                    yield return piece;
                }
            }
        }
        finally
        {
            Array.ForEach(router.Logs, log => log.Dispose());
        }
    }

    private static IEnumerable<TapePiece> Pieces(Chunk chunk, List<TapeLog> logs)
    {
        for (int i = 0, from = 0; i < chunk.Count; from = i)
        {
            int log = chunk.Logs[i];
            while (i < chunk.Count && chunk.Logs[i] == log)
            {
                i++;
            }

            yield return new TapePiece(logs[log], chunk.Events.AsMemory(from, i - from));
        }
    }
}
