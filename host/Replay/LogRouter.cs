using Pawl.Candles;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Decides to which log an event goes, and numbers its symbol within that log. Logs of a pipeline that crosses no
/// symbols come into being with the first event of their symbol.
/// </summary>
internal sealed class LogRouter(Graph graph, SymbolTable symbols, ReplayOptions options)
{
    private readonly Drivers drivers = new(graph, options.Instruments);
    // By the number of a symbol; null until its first event, for a table may know symbols that have none.
    private readonly List<(int Log, int Symbol)?> routes = [];
    private readonly HashSet<(int Symbol, TimeFrame Frame)> accepted = [];

    /// <summary>The logs in the order of their first events. Replaced when one is added, never changed, so a chunk may keep it.</summary>
    public LogRun[] Logs { get; private set; } = [];

    /// <summary>Writes each event's log and its symbol's index in that log, and sorts them by log.</summary>
    /// <exception cref="IngestionException">The data has a symbol or candles that the pipeline cannot take.</exception>
    public void Route(Chunk chunk)
    {
        for (int i = 0; i < chunk.Count; i++)
        {
            ref InputEvent e = ref chunk.Events[i];
            (int Log, int Symbol) route = e.Symbol < routes.Count && routes[e.Symbol] is { } known ? known : Add(e.Symbol);
            if (e.Kind == EventKind.Candle && accepted.Add((e.Symbol, e.TimeFrame)))
            {
                Check(symbols[e.Symbol], route, e.TimeFrame);
            }

            (chunk.Logs[i], e.Symbol) = route;
        }

        chunk.Runs = Logs;
        chunk.ByLog.Sort(chunk.Logs.AsSpan(0, chunk.Count), Logs.Length);
    }

    private (int Log, int Symbol) Add(int symbol)
    {
        while (symbol >= routes.Count)
        {
            routes.Add(null);
        }

        (int Log, int Symbol) route = RouteOf(symbols[symbol].ToString());
        routes[symbol] = route;
        return route;
    }

    private (int Log, int Symbol) RouteOf(string symbol)
    {
        if (graph.CrossesSymbols)
        {
            if (Logs.Length == 0)
            {
                Add(EngineLog.Create(graph, graph.Name));
            }

            int index = graph.Symbols.IndexOf(symbol);
            return index >= 0 ? (0, index) : throw Unknown(symbol, graph.Symbols);
        }

        if (!graph.DeclaredSymbols.IsEmpty && !graph.DeclaredSymbols.Contains(symbol, StringComparer.Ordinal))
        {
            throw Unknown(symbol, graph.DeclaredSymbols);
        }

        Add(EngineLog.Create(graph, symbol));
        return (Logs.Length - 1, 0);
    }

    private void Add(EngineLog log)
    {
        log.Executor = options.Executor;
        CandleDriver driver = drivers.Of(log);
        ILogSink sink = options.OpenSink(log);
        Logs = [.. Logs, options.Storage?.Open(log, driver, options.Instruments, sink) ?? new LogRun(new LogComputation(log, driver, default), options.Instruments, sink)];
    }

    private void Check(Symbol symbol, (int Log, int Symbol) route, TimeFrame frame)
    {
        if (!Logs[route.Log].Accepts(route.Symbol, frame, out TimeFrame obstacle))
        {
            throw new IngestionException(
                $"{symbol}: candles of {frame} cannot make candles of {obstacle}, which the pipeline '{graph.Name}' uses; give ticks, or candles of a frame that divides {obstacle}");
        }

        if (options.EveryFrame && graph.Sources.FirstOrDefault(s => s.Kind == ReferenceKind.Candle && s.TimeFrame < frame) is { } finer)
        {
            string smaller = finer.TimeFrame.IsTime ? "are smaller" : "are counted in trades";
            throw new IngestionException($"{symbol}: candles of {finer.TimeFrame} cannot be made from candles of {frame}: they {smaller}; give ticks, or ask for {frame} and larger");
        }
    }

    private IngestionException Unknown(string symbol, IEnumerable<string> known) =>
        new($"the data has symbol '{symbol}', but the pipeline '{graph.Name}' is for {string.Join(", ", known)}; add it to 'symbols', or say {known.First()}=FILE");
}
