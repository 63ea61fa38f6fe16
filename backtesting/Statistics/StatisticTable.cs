namespace Pawl.Backtesting.Statistics;

/// <summary>The fixed set of statistics, each with what it was made from; names never change their meaning.</summary>
public sealed partial class StatisticTable
{
    /// <summary>Below so many daily returns a ratio of them says nothing.</summary>
    public const int FewestReturns = 20;

    /// <summary>Below so many trades their spread says nothing.</summary>
    public const int FewestTrades = 10;

    private readonly RunFigures run;
    private readonly double[] returns;
    private readonly double[] sorted;
    private readonly double periods;
    private readonly string annual;

    private StatisticTable(RunFigures run)
    {
        this.run = run;
        returns = run.Equity.Returns.ToArray();
        sorted = [.. returns.Order()];
        periods = run.PeriodsPerYear;
        annual = FormattableString.Invariant($"daily returns, n = {returns.Length}, N = {periods}, rf = 0, ddof = 1");
    }

    public static IReadOnlyList<StatisticGroup> Of(RunFigures run)
    {
        ArgumentNullException.ThrowIfNull(run);
        StatisticTable table = new(run);
        return
        [
            new("Result", [.. table.Result()]),
            new("Return and risk", [.. table.Risk()]),
            new("Drawdown", [.. table.Falls()]),
            new("Trades", [.. table.Closed()]),
            new("Long and short", [.. table.Sides()]),
            new("Activity and costs", [.. table.Activity()]),
            .. run.Benchmark is null ? (StatisticGroup[])[] : [new("Against the benchmark", [.. table.Against(run.Benchmark)])],
            new("As others define them", [.. table.Others()]),
        ];
    }

    /// <summary>The names of all statistics that a run has without a benchmark, in order.</summary>
    public static IReadOnlyList<string> Names => [.. OfNothing.Value.Select(s => s.Name)];

    /// <summary>In what a statistic is counted; a ratio where there is none of this name.</summary>
    public static StatisticUnit UnitOf(string name) => Array.Find(OfNothing.Value, s => s.Name == name)?.Unit ?? StatisticUnit.Ratio;

    private static readonly Lazy<Statistic[]> OfNothing = new(() =>
    {
        DailyEquity equity = new(1, default);
        equity.Finish();
        return [.. Of(new RunFigures(equity, new TradeStatistics(), new TradeStatistics(), new TradeStatistics())).SelectMany(g => g.Statistics)];
    });

    /// <summary>The statistic of a name; null where there is none.</summary>
    public static Statistic? Find(IReadOnlyList<StatisticGroup> groups, string name) =>
        groups.SelectMany(g => g.Statistics).FirstOrDefault(s => s.Name == name);

    /// <summary>A ratio over daily returns, or why there is none.</summary>
    private Statistic OfReturns(string name, string title, StatisticUnit unit, double value, string basis, int fewest = FewestReturns) =>
        returns.Length < fewest
            ? new(name, title, unit, null, FormattableString.Invariant($"n/a: {returns.Length} daily returns, needs {fewest}"))
            : Checked(name, title, unit, value, basis);

    private Statistic OfTrades(string name, string title, StatisticUnit unit, double value, string basis, int fewest = 1) =>
        run.Trades.Count < fewest
            ? new(name, title, unit, null, FormattableString.Invariant($"n/a: {run.Trades.Count} trades, needs {fewest}"))
            : Checked(name, title, unit, value, basis);

    /// <summary>A number that is not finite is never shown as one.</summary>
    private static Statistic Checked(string name, string title, StatisticUnit unit, double value, string basis) =>
        double.IsFinite(value) ? new(name, title, unit, value, basis) : new(name, title, unit, null, "n/a: undefined here (" + basis + ")");
}
