using System.Collections.Immutable;
using System.Globalization;
using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Sweeps;

/// <summary>The figures of a trial as they stand in a row of <c>sweep.csv</c>, and back again to the last digit.</summary>
public sealed class TrialFigures
{
    private const string Days = "days";
    private const string DailySharpe = "daily_sharpe";

    private static readonly string[] Always =
    [
        "net_profit", "total_return", "cagr", "annual_volatility", "sharpe", "sortino", "calmar", "max_drawdown", "profit_factor", "win_rate",
        "trades", "fees", "exposure", "probabilistic_sharpe", "skewness", "kurtosis",
    ];

    private readonly string objective;

    /// <param name="objective">The statistic that the search goes by.</param>
    public TrialFigures(string objective)
    {
        this.objective = objective;
        Names = [.. Always.Contains(objective, StringComparer.Ordinal) ? Always : [.. Always, objective], DailySharpe, Days];
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The cells of a run; empty where a figure has no meaning.</summary>
    public IReadOnlyList<string> Cells(RunFigures? run)
    {
        if (run is null)
        {
            return [.. Names.Select(n => n == Days ? "0" : "")];
        }

        IReadOnlyList<StatisticGroup> statistics = StatisticTable.Of(run);
        Moments moments = Moments.Of(run.Equity.Returns);
        return [.. Names.Select(n => n switch
        {
            Days => moments.Count.ToString(CultureInfo.InvariantCulture),
            DailySharpe => Cell(moments.IsFlat ? double.NaN : moments.Mean / moments.Deviation),
            _ => Cell(StatisticTable.Find(statistics, n)?.Value ?? double.NaN),
        })];
    }

    /// <summary>The trial that a row tells of; null where a cell is no number.</summary>
    public SweepTrial? Read(int number, ParameterPoint point, ImmutableArray<string> values, IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        double[] figures = new double[Names.Length];
        for (int i = 0; i < figures.Length; i++)
        {
            if (cells[i].Length == 0)
            {
                figures[i] = double.NaN;
            }
            else if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out figures[i]))
            {
                return null;
            }
        }

        return new SweepTrial(number, point, values, Of(objective), Of(DailySharpe), [.. figures])
        {
            Days = (int)Of(Days),
            Skewness = Of("skewness"),
            Kurtosis = Of("kurtosis"),
        };

        double Of(string name) => figures[Names.IndexOf(name)];
    }

    private static string Cell(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
