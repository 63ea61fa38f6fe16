using System.Text.RegularExpressions;
using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>The reference page names what the program computes: all of it, in its order, and nothing else.</summary>
public sealed partial class StatisticPageTests
{
    [Fact]
    public void The_page_has_every_name_in_its_group()
    {
        RunFigures run = SampleRun.Figures(SampleRun.Account(), SampleRun.Trade(10)) with { Benchmark = new double[24], Trials = 9, TrialSpread = 0.1 };
        string page = File.ReadAllText(Repository.PathOf("docs", "reference", "statistics.md"));
        IEnumerable<string> written = Line().Matches(page).SelectMany(l => l.Groups["title"].Success ? [l.Groups["title"].Value] : Name().Matches(l.Groups["names"].Value).Select(n => n.Groups["name"].Value));
        IEnumerable<string> computed = StatisticTable.Of(run).SelectMany(g => g.Statistics.Select(s => s.Name).Prepend(g.Title));
        Assert.Equal(Sorted(computed), Sorted(written));
    }

    /// <summary>Within a group the page may put names together that belong together.</summary>
    private static IEnumerable<string> Sorted(IEnumerable<string> names)
    {
        List<List<string>> groups = [];
        foreach (string name in names)
        {
            if (char.IsUpper(name[0])) groups.Add([name]);
            else groups[^1].Add(name);
        }

        return groups.SelectMany(g => g.Take(1).Concat(g.Skip(1).Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex("^(## (?<title>.+)|\\| (?<names>`[^|]+) \\|.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Line();

    [GeneratedRegex("`(?<name>[a-z0-9_]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name();
}
