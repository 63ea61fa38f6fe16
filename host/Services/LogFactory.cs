using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Logs;
using Pawl.Recovery;

namespace Pawl.Host.Services;

/// <summary>The logs of a pipeline: which there are for which symbols, and what computes them.</summary>
internal sealed class LogFactory(PipelineData data)
{
    private readonly Hash256 pipeline = StoredPipelines.Of(data.Graph, data.File).Hash;
    private readonly Drivers drivers = new(data.Graph, data.Instruments);
    private readonly Lock gate = new();

    /// <summary>Where the events of a symbol go; null where the pipeline does not take it.</summary>
    public LogRoute? RouteOf(string symbol)
    {
        Graph graph = data.Graph;
        if (graph.CrossesSymbols)
        {
            int index = graph.Symbols.IndexOf(symbol);
            return index >= 0 ? new LogRoute(graph.Name, index) : null;
        }

        return graph.DeclaredSymbols.IsEmpty || graph.DeclaredSymbols.Contains(symbol, StringComparer.Ordinal) ? new LogRoute(symbol, 0) : null;
    }

    /// <summary>The symbols of a log, by the numbers that its events have.</summary>
    public IReadOnlyList<string> SymbolsOf(string log) => data.Graph.CrossesSymbols ? data.Graph.Symbols : [log];

    /// <summary>A log in which nothing has happened; several threads may ask.</summary>
    public LogComputation Create(string log)
    {
        lock (gate)
        {
            EngineLog engine = EngineLog.Create(data.Graph, log);
            return new LogComputation(engine, drivers.Of(engine), pipeline);
        }
    }
}
