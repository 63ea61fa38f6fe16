using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Services;

/// <summary>The logs of a pipeline: which there are for which symbols, and what computes them.</summary>
internal sealed class LogFactory(PipelineData data)
{
    private readonly Hash256 pipeline = StoredPipelines.Of(data.Graph, data.File).Hash;
    private readonly Drivers drivers = new(data.Graph, data.Instruments);
    private readonly Dictionary<string, CandleDriver> quiet = new(StringComparer.Ordinal);
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

    /// <summary>The earliest instant at which something ends in a log although nothing comes, see <see cref="CandleDriver.NextEnd"/>; one thread asks.</summary>
    public Timestamp NextEnd(string log, Timestamp newest, Timestamp told)
    {
        if (!quiet.TryGetValue(log, out CandleDriver? driver))
        {
            quiet.Add(log, driver = Create(log).Driver);
        }

        return driver.NextEnd(newest, told);
    }

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
