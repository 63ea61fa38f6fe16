using Pawl.Backtesting.Results;
using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Reports;

/// <summary>Everything that a report shows. Texts may come from anywhere: the page cleans and escapes them.</summary>
public sealed record ReportData
{
    /// <summary>What was run: the pipeline's name.</summary>
    public required string Title { get; init; }

    /// <summary>The account's currency.</summary>
    public required string Currency { get; init; }

    public required RunFigures Figures { get; init; }

    public required IReadOnlyList<StatisticGroup> Statistics { get; init; }

    /// <summary>Equity at every mark, for the picture.</summary>
    public required BoundedCurve Equity { get; init; }

    /// <summary>Net value of the open positions over equity, for the picture; empty where it is not followed.</summary>
    public BoundedCurve Exposure { get; init; } = new();

    /// <summary>What the account is compared with; null where with nothing.</summary>
    public Benchmark? Benchmark { get; init; }

    public IReadOnlyList<SymbolPicture> Symbols { get; init; } = [];

    /// <summary>The trades to list, in the order of their exits; not more than a page can hold.</summary>
    public IReadOnlyList<ClosedTrade> Trades { get; init; } = [];

    public IReadOnlyList<GroupResult> BySymbol { get; init; } = [];

    public IReadOnlyList<GroupResult> ByStrategy { get; init; } = [];

    public IReadOnlyList<GroupResult> ByExitReason { get; init; } = [];

    /// <summary>Facts of the run: data range, events, time taken, version, seed, run hash.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>What must be known before anything is believed, such as fills that depended on the path inside a bar.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How fills were made: latency, slippage, fees, what was assumed.</summary>
    public IReadOnlyList<ReportFact> Assumptions { get; init; } = [];

    /// <summary>Gaps, duplicates, late events in the data.</summary>
    public IReadOnlyList<ReportFact> Quality { get; init; } = [];

    /// <summary>The whole configuration, file by file.</summary>
    public IReadOnlyList<ReportFact> Configuration { get; init; } = [];
}

/// <summary>A name and what belongs to it.</summary>
public sealed record ReportFact(string Name, string Text);

/// <summary>Prices of a symbol with the trades made on them.</summary>
/// <param name="Decimals">Decimals of its prices.</param>
public sealed record SymbolPicture(string Symbol, int Decimals, IReadOnlyList<PictureBar> Bars, IReadOnlyList<ClosedTrade> Trades)
{
    /// <summary>How many trades it had; not all may be drawn.</summary>
    public int TradesInAll { get; init; } = Trades.Count;
}

/// <summary>Trades of one symbol, strategy or exit reason.</summary>
public sealed record GroupResult(string Name, TradeStatistics Trades);
