using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Sweeps;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class SweepPageTests
{
    /// <summary>A share is written in per cent, a count whole, money with two decimals, as in the report of a back-test.</summary>
    [Fact]
    public void Figures_are_written_in_their_units()
    {
        ParameterSpace space = new([Parameter.Parse("fast.period=1..2"), Parameter.Parse("slow.period=4")]);
        SweepTrial[] trials = [new SweepTrial(1, space.At(0), ["1", "4"], -0.0123, 0, [-0.0123, 68, 1163.8972, 0.1984])];
        SweepResult sweep = new(space, "total_return", ["total_return", "trades", "net_profit", "profit_factor"], trials);
        string page = SweepPage.Write("cross", sweep, [], []);
        Assert.Contains("<td>\u22121.23 %</td><td>68</td><td>1\u202f163.90</td><td>0.198</td>", page, StringComparison.Ordinal);
        Assert.Contains("\">\u22121.23 %</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_map_shades_the_best_darkest_and_leaves_out_what_was_not_tried()
    {
        ParameterSpace space = new([Parameter.Parse("fast.period=1..3"), Parameter.Parse("slow.period=4..6")]);
        SweepTrial[] trials = [.. Enumerable.Range(0, 8).Select(i => new SweepTrial(i + 1, space.At(i), [.. space.Of(space.At(i)).Select(v => v.Value)], i, i / 10.0, [i]))];
        SweepResult sweep = new(space, "sharpe", ["trades"], trials);
        string page = SweepPage.Write("<b>cross</b>", sweep, [new ReportFact("Seed", "1")], []);
        Assert.Contains("<td class=\"heat0\">0.000</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"heat8\">7.000</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>·</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>cross</b>", page, StringComparison.Ordinal);
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], sweep.Ranked.Select(t => t.Number));
    }
}
