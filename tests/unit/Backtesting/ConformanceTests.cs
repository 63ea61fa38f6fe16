using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>
/// The ratios over a hand-made account, against values that were worked out from the formulas with Python's statistics
/// module (NormalDist for the normal distribution) and nothing of this program.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly double[] Benchmark =
    [
        0.004, -0.002, 0.006, -0.001, 0.001, 0.005, -0.006, 0.009, -0.002, 0.004, -0.003, 0.008,
        0.0, 0.005, -0.004, -0.003, 0.011, 0.002, -0.001, 0.006, -0.002, 0.007, 0.001, 0.004,
    ];

    public static TheoryData<string, double> Expected => new()
    {
        { "total_return", 0.115 },
        { "cagr", 2.2174336952298805 },
        { "annual_return", 0.004609647746919132 * 252 },
        { "annual_volatility", 0.18363603386380373 },
        { "sharpe", 6.3257259906035745 },
        { "sortino", 15.432373289230197 },
        { "omega", 2.5982104421834524 },
        { "skewness", 0.17815934115849782 },
        { "kurtosis", 1.6348141813210566 },
        { "probabilistic_sharpe", 0.9747896761252477 },
        { "deflated_sharpe", 0.8559561542600075 },
        { "max_drawdown", -0.017740429505135324 },
        { "ulcer_index", 0.005819020459693251 },
        { "var_95", -0.009873015873015844 },
        { "cvar_95", -0.01190521340709072 },
        { "beta", 2.482485004049613 },
        { "alpha", -0.10919865028296383 },
        { "tracking_error", 0.11440681791781714 },
        { "information_ratio", 5.656404434642005 },
        { "treynor", 0.4679308154243359 },
        { "lean_sharpe", 11.907380268912204 },
        { "lean_sortino", 42.71214717922805 },
        { "lean_probabilistic_sharpe", 0.961405086781834 },
        { "nautilus_cagr", 2.1360725963824114 },
        { "nautilus_max_drawdown", -0.017740429505135324 },
        { "nautilus_calmar", 120.40703951187214 },
        { "nautilus_profit_factor", 2.5982104421834524 },
        { "nautilus_risk_return", 0.3984832817398753 },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Each_ratio_is_what_its_formula_gives(string name, double expected)
    {
        RunFigures run = SampleRun.Figures(SampleRun.Account()) with { Benchmark = Benchmark, Trials = 50, TrialSpread = 0.08 };
        Statistic? found = StatisticTable.Find(StatisticTable.Of(run), name);
        Assert.NotNull(found?.Value);
        Assert.Equal(expected, found.Value.Value, Math.Abs(expected) * 1e-9);
    }

    [Fact]
    public void The_expected_best_of_worthless_trials_follows_the_published_formula() =>
        Assert.Equal(0.18210424747362783, ReturnRatios.ExpectedBestSharpe(50, 0.08), 1e-12);

    [Fact]
    public void A_ratio_says_what_it_was_made_from()
    {
        Statistic? sharpe = StatisticTable.Find(StatisticTable.Of(SampleRun.Figures(SampleRun.Account())), "sharpe");
        Assert.Equal("daily returns, n = 24, N = 252, rf = 0, ddof = 1", sharpe?.Basis);
    }
}
