using Pawl.Backtesting.Reports;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Browser;

/// <summary>The report of a back-test in a real browser.</summary>
public sealed class ReportPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task It_needs_no_network_and_fits_every_screen(int width, bool dark)
    {
        await using BrowserPage page = await browser.OpenText(ReportPage.Write(SampleRun.Report()), dark, width);
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.True(await page.Evaluate<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen");
        Assert.True(
            await page.Evaluate<bool>("[...document.querySelectorAll('svg.plot')].every(p => p.getBoundingClientRect().width > 0.8 * innerWidth / 2.6 && p.getBoundingClientRect().right <= innerWidth)"),
            "a picture is cut off or too small");
    }

    [Fact]
    public async Task The_pointer_reads_the_value_under_it()
    {
        await using BrowserPage page = await browser.OpenText(ReportPage.Write(SampleRun.Report()));
        Assert.Equal("", await page.Evaluate<string>("document.querySelector('output').textContent"));
        await page.Evaluate<string>(
            "(() => { const p = document.querySelector('svg.plot'), r = p.getBoundingClientRect(); p.dispatchEvent(new PointerEvent('pointermove', {clientX: r.right - 1, clientY: r.top + 9})); return ''; })()");
        Assert.Contains("111\u202f500.00 (+11.50 %)", await page.Evaluate<string>("document.querySelector('output').textContent"), StringComparison.Ordinal);
        await page.Evaluate<string>("(document.querySelector('svg.plot').dispatchEvent(new PointerEvent('pointerleave')), '')");
        Assert.Equal("", await page.Evaluate<string>("document.querySelector('output').textContent"));
    }

    [Fact]
    public async Task Every_text_can_be_read_in_light_and_dark()
    {
        // Contrast of the page's own colours by the formula of WCAG 2, at least AA for small text.
        const string script = """
            (() => {
              const style = getComputedStyle(document.documentElement);
              const probe = document.body.appendChild(document.createElement('i'));
              const light = (name) => {
                probe.style.color = `var(${name})`;
                const rgb = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number).map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
              };
              const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
              return Math.min(...['--ink', '--soft', '--accent', '--up', '--down'].flatMap((c) => [ratio(c, '--page'), ratio(c, '--bar')]));
            })()
            """;
        foreach (bool dark in (bool[])[false, true])
        {
            await using BrowserPage page = await browser.OpenText(ReportPage.Write(SampleRun.Report()), dark);
            Assert.InRange(await page.Evaluate<double>(script), 4.5, 21);
        }
    }
}
