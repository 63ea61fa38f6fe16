using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>A log that lanes drive, which can tell when its last bar would close.</summary>
internal interface ITradedLog : ILaneLog
{
    /// <summary>The end of the last bar that is open; null where none is.</summary>
    Timestamp? LastOpenEnd { get; }
}

/// <summary>The logs of a pipeline with one account above them, over pieces of data.</summary>
/// <param name="graph">The pipeline.</param>
/// <param name="instruments">Which rules the symbols follow.</param>
/// <param name="settings">The account and its broker.</param>
/// <param name="threads">How many threads compute lanes.</param>
/// <param name="open">Makes the log that trades what one of the data's logs brings.</param>
internal sealed class TradedLogs(Graph graph, SymbolInstruments instruments, BacktestSettings settings, int threads, Func<LogRun, ITradedLog> open)
{
    private readonly List<ITradedLog> logs = [];
    private readonly List<Lane> lanes = [];
    private LaneCrew? crew;

    /// <summary>What was traded; null before the first piece.</summary>
    public TradingAccount? Account { get; private set; }

    /// <summary>How many events came from the data.</summary>
    public long Events => lanes.Sum(l => l.Events);

    /// <summary>The ids of a pipeline's strategies, in order.</summary>
    public static string[] StrategiesOf(Graph graph) =>
        [.. graph.Nodes.Where(n => n.Kind?.ReadsOrders == true).Select(n => n.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Trades a piece.</summary>
    /// <param name="data">Has read it.</param>
    /// <param name="results">Takes what the account does.</param>
    /// <exception cref="IngestionException">It brings a symbol that came too late.</exception>
    public void Take(PieceReader data, IResults results)
    {
        OpenLanes(data, results);
        for (int i = 0; i < lanes.Count; i++)
        {
            lanes[i].Give(data.Of(i), data.End);
        }

        crew!.Run();
    }

    /// <summary>Ends the data: what the broker still has to say is heard.</summary>
    /// <param name="flush">Whether the bars that are open are closed.</param>
    public void Finish(bool flush)
    {
        crew?.Finish(lane =>
        {
            if (flush && logs.Find(l => l.Name == lane.Name)?.LastOpenEnd is { } end)
            {
                lane.Add(new InputEvent { Kind = EventKind.Clock, Time = end });
            }
        });
        Account?.Finish();
    }

    /// <summary>Makes a lane of each log that is new. The account knows all symbols from the beginning, so none may come later.</summary>
    private void OpenLanes(PieceReader data, IResults results)
    {
        for (int i = lanes.Count; i < data.Logs.Length; i++)
        {
            LogRun run = data.Logs[i];
            if (Account is null)
            {
                Account = new TradingAccount(
                    settings, [.. data.Symbols.Order(StringComparer.Ordinal).Select(s => new BacktestSymbol(s, instruments.Of(s)))], StrategiesOf(graph), results);
                crew = new LaneCrew(Account, threads);
            }

            if (run.Log.Symbols.FirstOrDefault(s => !Account.Knows(s)) is { } late)
            {
                throw new IngestionException($"{late}: its first event comes after others have been traded; name all symbols under 'symbols' of the pipeline, or give each its file as {late}=FILE");
            }

            ITradedLog log = open(run);
            Lane lane = Account.Open(log, run.Log.Symbols, data.FeedOf);
            logs.Add(log);
            lanes.Add(lane);
            crew!.Add(lane);
        }
    }
}
