using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Sweeps;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class SweepPageTests
{
    [Fact]
    public void The_map_shades_the_best_darkest_and_leaves_out_what_was_not_tried()
    {
        ParameterSpace space = new([Parameter.Parse("fast.period=1..3"), Parameter.Parse("slow.period=4..6")]);
        SweepTrial[] trials = [.. Enumerable.Range(0, 8).Select(i => new SweepTrial(i + 1, space.At(i), [.. space.Of(space.At(i)).Select(v => v.Value)], i, i / 10.0, [i]))];
        SweepResult sweep = new(space, "sharpe", ["trades"], trials);
        string page = SweepPage.Write("<b>cross</b>", sweep, [new ReportFact("Seed", "1")], []);
        Assert.Contains("<td class=\"heat0\">0.00</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"heat8\">7.00</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>·</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>cross</b>", page, StringComparison.Ordinal);
        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1], sweep.Ranked.Select(t => t.Number));
    }
}
