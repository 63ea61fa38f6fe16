using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>
/// Reads data in pieces and sorts each by the log that its events go to. Whoever trades the data, one account or hundreds, gets the
/// same pieces: where a piece ends can matter to symbols that trade at one instant.
/// </summary>
internal sealed class PieceReader : IDisposable
{
    private readonly Graph graph;
    private readonly IInputSource input;
    private readonly SymbolTable symbols;
    private readonly LogRouter router;
    private readonly Chunk chunk = new(EventsByLog.ChunkFor(1));
    private readonly List<GatheredEvents> gathered = [];
    private readonly List<ReadOnlyMemory<InputEvent>> pieces = [];
    private readonly Dictionary<string, FeedKind> feeds = new(StringComparer.Ordinal);
    private readonly List<bool> seen = [];

    /// <param name="graph">The pipeline, which says which symbols share a log.</param>
    /// <param name="input">The data.</param>
    /// <param name="symbols">The symbols of the data.</param>
    /// <param name="options">How logs are run.</param>
    public PieceReader(Graph graph, IInputSource input, SymbolTable symbols, ReplayOptions options)
    {
        (this.graph, this.input, this.symbols) = (graph, input, symbols);
        router = new LogRouter(graph, symbols, options);
    }

    /// <summary>The logs so far, in the order of their first events.</summary>
    public LogRun[] Logs => router.Logs;

    /// <summary>How many events the piece has.</summary>
    public int Count => chunk.Count;

    /// <summary>The time that all logs reach with this piece: what follows is not earlier.</summary>
    public Timestamp End => chunk.Events[chunk.Count - 1].Time;

    /// <summary>All symbols that the pipeline or the data have named.</summary>
    public IEnumerable<string> Symbols => !graph.DeclaredSymbols.IsEmpty ? graph.Symbols.Union(graph.DeclaredSymbols, StringComparer.Ordinal).Where(s => s.Length > 0)
        : Enumerable.Range(0, symbols.Count).Select(i => symbols[i].ToString());

    /// <summary>Takes events as they come from the data; null where nobody wants them.</summary>
    public PriceRecords? Prices { get; init; }

    /// <summary>Reads the next piece; false at the end.</summary>
    /// <exception cref="IngestionException">The next row cannot be taken.</exception>
    public bool Read()
    {
        chunk.Widen(EventsByLog.ChunkFor(router.Logs.Length));
        chunk.Count = input.Read(chunk.Events);
        if (chunk.Count == 0)
        {
            return false;
        }

        NoteFeeds();
        Prices?.Take(chunk.Events.AsSpan(0, chunk.Count));
        router.Route(chunk);
        pieces.Clear();
        for (int i = 0; i < router.Logs.Length; i++)
        {
            if (gathered.Count == i)
            {
                gathered.Add(new GatheredEvents());
            }

            ReadOnlySpan<int> positions = chunk.ByLog.PositionsOf(i);
            pieces.Add(positions.IsEmpty ? default : gathered[i].MemoryOf(chunk.Events, positions));
        }

        return true;
    }

    /// <summary>The events of a log in this piece; valid until the next one is read.</summary>
    public ReadOnlyMemory<InputEvent> Of(int log) => pieces[log];

    /// <summary>What a symbol is matched on: what its data begin with.</summary>
    public FeedKind FeedOf(string symbol) => feeds.GetValueOrDefault(symbol, FeedKind.Ticks);

    public void Dispose()
    {
        foreach (LogRun log in router.Logs)
        {
            log.Dispose();
        }
    }

    private void NoteFeeds()
    {
        foreach (ref readonly InputEvent e in chunk.Events.AsSpan(0, chunk.Count))
        {
            if (e.Symbol >= seen.Count || !seen[e.Symbol])
            {
                while (seen.Count <= e.Symbol)
                {
                    seen.Add(false);
                }

                seen[e.Symbol] = true;
                feeds[symbols[e.Symbol].ToString()] = e.Kind == EventKind.Candle ? FeedKind.Candles : FeedKind.Ticks;
            }
        }
    }
}
