using Pawl.Backtesting.Statistics;
using Pawl.Backtesting.Sweeps;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class TrialFiguresTests
{
    private static readonly ParameterSpace s_space = new([Parameter.Parse("fast.period=1..3")]);

    private static readonly RunFigures s_run = SampleRun.Figures(SampleRun.Account(), SampleRun.Trade(10), SampleRun.Trade(-7, 3));

    [Fact]
    public void A_row_says_what_the_run_was_to_the_last_bit()
    {
        TrialFigures figures = new("omega");
        SweepTrial trial = figures.Read(4, s_space.At(1), ["2"], figures.Cells(s_run))!;
        IReadOnlyList<StatisticGroup> statistics = StatisticTable.Of(s_run);
        foreach ((string name, double value) in figures.Names.Zip(trial.Figures).Where(f => f.First is not ("days" or "daily_sharpe")))
        {
            Assert.Equal(StatisticTable.Find(statistics, name)!.Value ?? double.NaN, value);
        }

        Assert.Equal(StatisticTable.Find(statistics, "omega")!.Value, trial.Score);
        Assert.Equal(StatisticTable.Find(statistics, "nautilus_risk_return")!.Value!.Value, trial.DailySharpe, 1e-12);
        Assert.Equal(24, trial.Days);
    }

    /// <summary>What a row has is enough to tell how much of a result is luck: the same as from the returns themselves.</summary>
    [Fact]
    public void The_deflated_ratio_comes_from_rows_alone()
    {
        TrialFigures figures = new("sharpe");
        SweepTrial best = figures.Read(1, s_space.At(0), ["1"], figures.Cells(s_run))!;
        SweepTrial other = best with { Number = 2, DailySharpe = best.DailySharpe / 2 };
        SweepResult sweep = new(s_space, "sharpe", figures.Names, [best, other]);
        double spread = Math.Abs(best.DailySharpe - other.DailySharpe) / Math.Sqrt(2);
        RunFigures searched = s_run with { Trials = 2, TrialSpread = spread };
        Assert.Equal(StatisticTable.Find(StatisticTable.Of(searched), "deflated_sharpe")!.Value!.Value, sweep.DeflatedSharpe(best), 1e-12);
        Assert.True(double.IsNaN(sweep.DeflatedSharpe(best with { Days = StatisticTable.FewestReturns - 1 })));
    }

    [Fact]
    public void A_run_in_which_nothing_happened_has_no_figures()
    {
        TrialFigures figures = new("sharpe");
        SweepTrial trial = figures.Read(1, s_space.At(0), ["1"], figures.Cells(null))!;
        Assert.True(double.IsNaN(trial.Score));
        Assert.Equal(0, trial.Days);
    }

    [Fact]
    public void What_is_no_number_is_no_trial()
    {
        TrialFigures figures = new("sharpe");
        Assert.Null(figures.Read(1, s_space.At(0), ["1"], [.. figures.Cells(s_run).Select((c, i) => i == 3 ? "x" : c)]));
    }
}
