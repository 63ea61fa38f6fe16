using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>
/// Reads data in pieces and sorts each by the log that its events go to; with more than one thread the next piece is read while one is
/// traded. Whoever trades the data, one account or hundreds, gets the same pieces: where a piece ends can matter to symbols that trade
/// at one instant. So what is known of the data is what was known at the end of the piece, however far was read since.
/// </summary>
internal sealed class PieceReader : IDisposable
{
    private readonly Graph graph;
    private readonly IInputSource input;
    private readonly SymbolTable symbols;
    private readonly LogRouter router;
    private readonly bool readsAhead;
    private readonly List<string> named = [];
    private readonly Dictionary<string, FeedKind> feeds = new(StringComparer.Ordinal);
    private Piece current = new();
    private Piece next = new();
    private Task? reading;

    // What the one who reads knows.
    private readonly List<bool> seen = [];
    private int symbolsSeen;

    /// <param name="graph">The pipeline, which says which symbols share a log.</param>
    /// <param name="input">The data.</param>
    /// <param name="symbols">The symbols of the data.</param>
    /// <param name="options">How logs are run.</param>
    public PieceReader(Graph graph, IInputSource input, SymbolTable symbols, ReplayOptions options)
    {
        (this.graph, this.input, this.symbols) = (graph, input, symbols);
        router = new LogRouter(graph, symbols, options);
        readsAhead = options.Threads > 1;
    }

    /// <summary>The logs so far, in the order of their first events.</summary>
    public LogRun[] Logs { get; private set; } = [];

    /// <summary>How many events the piece has.</summary>
    public int Count => current.Chunk.Count;

    /// <summary>The time that all logs reach with this piece: what follows is not earlier.</summary>
    public Timestamp End => current.Chunk.Events[Count - 1].Time;

    /// <summary>All symbols that the pipeline or the data have named.</summary>
    public IEnumerable<string> Symbols => graph.DeclaredSymbols.IsEmpty ? named
        : graph.Symbols.Union(graph.DeclaredSymbols, StringComparer.Ordinal).Where(s => s.Length > 0);

    /// <summary>Takes events as they come from the data; null where nobody wants them.</summary>
    public PriceRecords? Prices { get; init; }

    /// <summary>Goes to the next piece; false at the end.</summary>
    /// <exception cref="IngestionException">The next row cannot be taken.</exception>
    public bool Read()
    {
        if (reading is null)
        {
            Fill();
        }
        else
        {
            reading.GetAwaiter().GetResult();
        }

        (current, next) = (next, current);
        if (Count == 0)
        {
            return false;
        }

        Logs = current.Chunk.Runs;
        named.AddRange(current.NewSymbols);
        foreach ((string symbol, FeedKind feed) in current.NewFeeds)
        {
            feeds[symbol] = feed;
        }

        if (readsAhead)
        {
            reading = Task.Run(Fill);
        }

        return true;
    }

    /// <summary>The events of a log in this piece; valid until the next one is gone to.</summary>
    public ReadOnlyMemory<InputEvent> Of(int log) => current.Of(log);

    /// <summary>What a symbol is matched on: what its data begin with.</summary>
    public FeedKind FeedOf(string symbol) => feeds.GetValueOrDefault(symbol, FeedKind.Ticks);

    public void Dispose()
    {
        if (reading is not null)
        {
            // What it met with does not matter any more.
            Task.WaitAny(reading);
        }

        foreach (LogRun log in router.Logs)
        {
            log.Dispose();
        }
    }

    /// <summary>Reads the next piece.</summary>
    private void Fill()
    {
        next.Clear();
        Chunk chunk = next.Chunk;
        chunk.Widen(EventsByLog.ChunkFor(router.Logs.Length));
        chunk.Count = input.Read(chunk.Events);
        if (chunk.Count > 0)
        {
            Note(next);
            Prices?.Take(chunk.Events.AsSpan(0, chunk.Count));
            router.Route(chunk);
            next.Gather();
        }
    }

    private void Note(Piece piece)
    {
        for (; symbolsSeen < symbols.Count; symbolsSeen++)
        {
            piece.NewSymbols.Add(symbols[symbolsSeen].ToString());
        }

        foreach (ref readonly InputEvent e in piece.Chunk.Events.AsSpan(0, piece.Chunk.Count))
        {
            if (e.Symbol >= seen.Count || !seen[e.Symbol])
            {
                while (seen.Count <= e.Symbol)
                {
                    seen.Add(false);
                }

                seen[e.Symbol] = true;
                piece.NewFeeds.Add((symbols[e.Symbol].ToString(), e.Kind == EventKind.Candle ? FeedKind.Candles : FeedKind.Ticks));
            }
        }
    }
}
