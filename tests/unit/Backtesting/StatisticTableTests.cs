using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>Where a statistic has no meaning it says so; it never shows a number that only looks like one.</summary>
public sealed class StatisticTableTests
{
    [Fact]
    public void Few_days_give_no_ratio_but_the_reason()
    {
        DailyEquity equity = new(1_000, SampleRun.Start);
        equity.Mark(TradingDay.OfUtc(SampleRun.Start), SampleRun.Start, 1_010);
        equity.Finish();
        IReadOnlyList<StatisticGroup> table = StatisticTable.Of(SampleRun.Figures(equity));
        foreach (string name in (string[])["sharpe", "sortino", "cagr", "calmar", "omega", "probabilistic_sharpe", "var_95", "lean_sharpe", "nautilus_cagr"])
        {
            Statistic? found = StatisticTable.Find(table, name);
            Assert.Null(found?.Value);
            Assert.Equal("n/a: 1 daily returns, needs 20", found?.Basis);
        }

        Assert.Equal(10, StatisticTable.Find(table, "net_profit")?.Value);
    }

    [Fact]
    public void An_account_that_never_moved_has_no_sharpe_ratio()
    {
        DailyEquity equity = new(1_000, SampleRun.Start);
        for (int i = 0; i < 40; i++)
        {
            equity.Mark(TradingDay.OfUtc(SampleRun.Start).AddDays(i), SampleRun.Start.AddNanoseconds(i * Timestamp.NanosecondsPerDay), 1_000);
        }

        equity.Finish();
        Statistic? sharpe = StatisticTable.Find(StatisticTable.Of(SampleRun.Figures(equity)), "sharpe");
        Assert.Null(sharpe?.Value);
        Assert.StartsWith("n/a: undefined here", sharpe?.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_losses_has_no_profit_factor()
    {
        IReadOnlyList<StatisticGroup> table = StatisticTable.Of(SampleRun.Figures(SampleRun.Account(), SampleRun.Trade(10), SampleRun.Trade(20)));
        Assert.Null(StatisticTable.Find(table, "profit_factor")?.Value);
        Assert.Null(StatisticTable.Find(table, "sqn")?.Value);
        Assert.Equal(1, StatisticTable.Find(table, "win_rate")?.Value);
    }

    [Fact]
    public void Every_name_is_there_once_and_in_snake_case()
    {
        RunFigures run = SampleRun.Figures(SampleRun.Account(), SampleRun.Trade(10)) with { Benchmark = new double[24], Trials = 9, TrialSpread = 0.1 };
        string[] names = [.. StatisticTable.Of(run).SelectMany(g => g.Statistics).Select(s => s.Name)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, n => Assert.Matches("^[a-z][a-z0-9_]*$", n));
        Assert.All(StatisticTable.Of(run).SelectMany(g => g.Statistics), s => Assert.True(s.Value is null || double.IsFinite(s.Value.Value), s.Name));
    }

    [Fact]
    public void An_account_that_lost_everything_is_reported_and_not_divided_by()
    {
        DailyEquity equity = new(1_000, SampleRun.Start);
        foreach ((int day, double value) in ((int, double)[])[(0, 500), (1, -100), (2, -100), (3, 50)])
        {
            equity.Mark(TradingDay.OfUtc(SampleRun.Start).AddDays(day), SampleRun.Start.AddNanoseconds(day * Timestamp.NanosecondsPerDay), value);
        }

        equity.Finish();
        Assert.Equal([-0.5, -1.2, 0, 0], equity.Returns.ToArray());
        Assert.Equal(1.1, equity.Drawdown.Depth, 1e-12);
        Assert.Equal(1_100, equity.Drawdown.Amount);
    }
}
