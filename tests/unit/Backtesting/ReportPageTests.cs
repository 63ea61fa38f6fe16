using System.Xml.Linq;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class ReportPageTests
{
    [Fact]
    public void Every_statistic_and_its_basis_is_on_the_page()
    {
        ReportData report = SampleRun.Report();
        string page = ReportPage.Write(report);
        foreach (Statistic statistic in report.Statistics.SelectMany(g => g.Statistics))
        {
            Assert.Contains(System.Net.WebUtility.HtmlEncode(statistic.Title), page, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(statistic.Basis), page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pictures_are_well_formed()
    {
        string page = ReportPage.Write(SampleRun.Report());
        int count = 0;
        for (int at = page.IndexOf("<figure>", StringComparison.Ordinal); at >= 0; at = page.IndexOf("<figure>", at + 1, StringComparison.Ordinal))
        {
            XElement figure = XElement.Parse(page[at..(page.IndexOf("</figure>", at, StringComparison.Ordinal) + 9)]);
            Assert.NotEmpty(figure.Descendants("path").Concat(figure.Descendants("rect")));
            Assert.DoesNotContain("NaN", figure.ToString(), StringComparison.Ordinal);
            count++;
        }

        Assert.Equal(6, count);
    }

    [Fact]
    public void Names_from_outside_cannot_become_markup()
    {
        const string hostile = "<img src=x onerror=alert(1)>\"'&\u202e\u0007";
        ReportData report = SampleRun.Report(hostile, hostile) with { Configuration = [new ReportFact(hostile, hostile)], Warnings = [hostile] };
        string page = ReportPage.Write(report);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u0007', page);
    }

    [Fact]
    public void An_empty_run_has_a_page_that_says_so()
    {
        DailyEquity equity = new(1_000, SampleRun.Start);
        RunFigures figures = SampleRun.Figures(equity);
        string page = ReportPage.Write(new ReportData { Title = "empty", Currency = "USD", Figures = figures, Statistics = StatisticTable.Of(figures), Equity = new BoundedCurve() });
        Assert.Contains("No market data", page, StringComparison.Ordinal);
        Assert.Contains("No trade was closed", page, StringComparison.Ordinal);
    }
}
