using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>
/// Runs recorded data through a pipeline with an account and a simulated broker. The logs are computed in parallel up to the account;
/// the result does not depend on how many threads there are.
/// </summary>
internal sealed class BacktestRunner
{
    private readonly Graph graph;
    private readonly IInputSource input;
    private readonly SymbolTable symbols;
    private readonly ReplayOptions options;
    private readonly BacktestSettings settings;
    private readonly ResultFiles results;
    private readonly LogRouter router;
    private readonly List<LaneLog> logs = [];
    private readonly List<GatheredEvents> gathered = [];
    private readonly List<Lane> lanes = [];
    private readonly Dictionary<string, FeedKind> feeds = new(StringComparer.Ordinal);
    private readonly List<bool> seen = [];
    private BacktestAccount? account;
    private LaneCrew? crew;

    /// <param name="graph">The pipeline.</param>
    /// <param name="input">The data.</param>
    /// <param name="symbols">The symbols of the data.</param>
    /// <param name="options">How logs are run; storing and streams are not for back-tests.</param>
    /// <param name="settings">The account and its broker.</param>
    /// <param name="results">Takes what the account does.</param>
    public BacktestRunner(Graph graph, IInputSource input, SymbolTable symbols, ReplayOptions options, BacktestSettings settings, ResultFiles results)
    {
        (this.graph, this.input, this.symbols, this.options, this.settings, this.results) = (graph, input, symbols, options, settings, results);
        router = new LogRouter(graph, symbols, new ReplayOptions
        {
            Executor = options.Executor,
            Instruments = options.Instruments,
            OpenSink = log => new SignalSink(options.OpenSink(log)),
        });
    }

    /// <summary>Runs to the end of the data.</summary>
    /// <exception cref="IngestionException">The data could not be read to its end, or bring a symbol that came too late.</exception>
    public BacktestSummary Run(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        Chunk chunk = new(EventsByLog.ChunkFor(1));
        try
        {
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                chunk.Widen(EventsByLog.ChunkFor(router.Logs.Length));
                chunk.Count = input.Read(chunk.Events);
                if (chunk.Count == 0)
                {
                    break;
                }

                NoteFeeds(chunk);
                router.Route(chunk);
                OpenLanes();
                Run(chunk);
                options.Progress?.Invoke(chunk.Count);
            }

            crew?.Finish(Flush);
            return Finish(Stopwatch.GetElapsedTime(started));
        }
        finally
        {
            foreach (LogRun log in router.Logs)
            {
                log.Dispose();
            }
        }
    }

    private void Run(Chunk chunk)
    {
        Timestamp end = chunk.Events[chunk.Count - 1].Time;
        for (int i = 0; i < lanes.Count; i++)
        {
            ReadOnlySpan<int> positions = chunk.ByLog.PositionsOf(i);
            lanes[i].Give(positions.IsEmpty ? default : gathered[i].MemoryOf(chunk.Events, positions), end);
        }

        crew!.Run();
    }

    /// <summary>Makes a lane of each log that is new. The account knows all symbols from the beginning, so none may come later.</summary>
    private void OpenLanes()
    {
        for (int i = lanes.Count; i < router.Logs.Length; i++)
        {
            LogRun run = router.Logs[i];
            if (account is null)
            {
                account = new BacktestAccount(
                    settings, [.. Symbols().Order(StringComparer.Ordinal).Select(s => new BacktestSymbol(s, options.Instruments.Of(s)))], StrategiesOf(graph), results);
                crew = new LaneCrew(account, options.Threads);
            }

            if (run.Log.Symbols.FirstOrDefault(s => !account.Knows(s)) is { } late)
            {
                throw new IngestionException($"{late}: its first event comes after others have been traded; name all symbols under 'symbols' of the pipeline, or give each its file as {late}=FILE");
            }

            LaneLog log = new(run, (SignalSink)run.OpenedSink);
            Lane lane = account.Open(log, run.Log.Symbols, symbol => feeds.GetValueOrDefault(symbol, FeedKind.Ticks));
            logs.Add(log);
            gathered.Add(new GatheredEvents());
            lanes.Add(lane);
            crew!.Add(lane);
        }
    }

    /// <summary>What each symbol is matched on: what its data begin with.</summary>
    private void NoteFeeds(Chunk chunk)
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

    private IEnumerable<string> Symbols() => !graph.DeclaredSymbols.IsEmpty ? graph.Symbols.Union(graph.DeclaredSymbols, StringComparer.Ordinal).Where(s => s.Length > 0)
        : Enumerable.Range(0, symbols.Count).Select(i => symbols[i].ToString());

    /// <summary>The ids of a pipeline's strategies, in order.</summary>
    public static string[] StrategiesOf(Graph graph) =>
        [.. graph.Nodes.Where(n => n.Kind?.ReadsOrders == true).Select(n => n.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void Flush(Lane lane)
    {
        if (options.Flush && logs.Find(l => l.Name == lane.Name) is { } log && log.Run.Driver.LastOpenEnd(log.Run.Log) is { } end)
        {
            lane.Add(new InputEvent { Kind = EventKind.Clock, Time = end });
        }
    }

    private BacktestSummary Finish(TimeSpan time)
    {
        LogRun[] ordered = [.. router.Logs.OrderBy(l => l.Name, StringComparer.Ordinal)];
        string[] warnings = [.. input.Warnings, .. ordered.SelectMany(l => l.Warnings())];
        List<(string Name, string Hash)> hashes = [.. ordered.Select(l => (l.Name, l.Finish()))];
        if (account is not null)
        {
            account.Finish();
            hashes.Add((account.Settings.Account.Name, results.Finish()));
        }

        string lines = string.Concat(hashes.OrderBy(h => h.Name, StringComparer.Ordinal).Select(h => $"{h.Name} {h.Hash}\n"));
        return new BacktestSummary(
            lanes.Sum(l => l.Events), time, account, hashes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), warnings);
    }
}
