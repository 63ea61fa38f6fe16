using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Backtesting.Statistics;
using Pawl.Engine;
using Pawl.Host.Replay;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>One parameter set over the data: logs, an account and a broker of its own, so that what it does is what it would do alone.</summary>
internal sealed class Variant
{
    private readonly TradedLogs logs;
    private readonly TrialResults results = new();

    public Variant(Graph graph, SymbolInstruments instruments, BacktestSettings settings)
    {
        Drivers drivers = new(graph, instruments);
        logs = new TradedLogs(graph, instruments, settings, threads: 1, run =>
        {
            EngineLog log = EngineLog.Create(graph, run.Name);
            return new VariantLog(log, drivers.Of(log));
        });
    }

    /// <summary>Trades a piece of the data.</summary>
    public void Take(PieceReader data) => logs.Take(data, results);

    /// <summary>Ends the data.</summary>
    /// <param name="flush">Whether the bars that are open are closed.</param>
    public void Finish(bool flush)
    {
        logs.Finish(flush);
        results.Record.Equity.Finish();
    }

    /// <summary>What its statistics are made from; null where nothing happened.</summary>
    public RunFigures? Figures() => results.Record.Figures(logs.Account);
}
