using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Browser;

/// <summary>The page without a mouse, with a screen reader, in light and in dark, on a phone.</summary>
public sealed class GraphPageAccessTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Reference = Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml");

    private const string Focused = "document.activeElement.dataset.id ?? document.activeElement.id";

    [Fact]
    public async Task Arrows_go_from_node_to_node_and_Enter_tells()
    {
        await using BrowserPage page = await browser.Open(Reference);
        await page.Evaluate<bool>("(document.querySelector('#help').focus(), true)");
        List<string> stops = [];
        while (stops.Count < 40 && !stops.Contains("tick"))
        {
            await page.Press("Tab");
            stops.Add(await page.Evaluate<string>(Focused));
        }

        Assert.Equal("tick", stops[^1]);
        await page.Press("ArrowRight");
        Assert.Contains(await page.Evaluate<string>(Focused), (string[])["candle(1s)", "delta", "profile"]);
        await page.Evaluate<bool>("(document.querySelector('.node[data-id=\"candle(5m)\"]').focus(), true)");
        await page.Press("ArrowLeft");
        Assert.Equal("candle(1m)", await page.Evaluate<string>(Focused));
        await page.Press("Enter");
        Assert.Equal("candle(1m)", await page.Evaluate<string>("document.querySelector('#details h2').textContent"));
        await page.Press("Escape");
        Assert.Equal(0, await page.Evaluate<int>("document.querySelectorAll('.lit').length"));
        await page.Press("?");
        Assert.True(await page.Evaluate<bool>("document.querySelector('#keys').open"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Clusters_fold_by_key()
    {
        await using BrowserPage page = await browser.Open(Reference);
        await page.Evaluate<bool>("(document.querySelector('[data-cluster]').focus(), true)");
        await page.Press("Enter");
        Assert.Equal("false", await page.Evaluate<string>("document.querySelector('[data-cluster]').getAttribute('aria-expanded')"));
        await page.Press("Enter");
        Assert.Equal("true", await page.Evaluate<string>("document.querySelector('[data-cluster]').getAttribute('aria-expanded')"));
        await page.Press("f");
        Assert.Equal(["tick"], await page.Evaluate<string[]>("[...document.querySelectorAll('.node:not(.gone)')].map(n => n.dataset.id)"));
    }

    [Fact]
    public async Task Everything_that_can_be_pressed_has_a_name()
    {
        await using BrowserPage page = await browser.Open(Reference);
        (string Role, string Name)[] parts = await page.Accessible();
        (string Role, string Name)[] controls = [.. parts.Where(part => part.Role is "button" or "combobox" or "searchbox" or "listbox" or "dialog")];
        Assert.True(controls.Length > 27 + 6 + 6);
        Assert.All(controls, control => Assert.NotEqual("", control.Name));
        Assert.Contains(controls, control => control.Name.StartsWith("ema_9_5m · ema 9 · 5m · averages", StringComparison.Ordinal));
        Assert.Contains(controls, control => control.Name == "Cluster 5m, 6 nodes");
    }

    /// <summary>WCAG AA: 4.5 to 1 for text, on the ground that it stands on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_stands_out(bool dark)
    {
        await using BrowserPage page = await browser.Open(Reference, dark);
        await page.Click(".node[data-id=\"macd\"]");
        Assert.Empty(await page.Evaluate<string[]>(PoorContrast));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_the_button_is_pressed()
    {
        const string Ground = "getComputedStyle(document.body).backgroundColor";
        await using BrowserPage light = await browser.Open(Reference);
        await using BrowserPage dark = await browser.Open(Reference, dark: true);
        string day = await light.Evaluate<string>(Ground), night = await dark.Evaluate<string>(Ground);
        Assert.NotEqual(day, night);
        await light.Click("#theme");
        Assert.Equal(night, await light.Evaluate<string>(Ground));
        await dark.Click("#theme");
        Assert.Equal(day, await dark.Evaluate<string>(Ground));
    }

    [Fact]
    public async Task A_phone_has_room_for_picture_and_details()
    {
        await using BrowserPage page = await browser.Open(Reference, width: 390, height: 800);
        Assert.Equal(390, await page.Evaluate<int>("document.documentElement.scrollWidth"));
        Assert.True(await page.Evaluate<int>("document.querySelector('main').clientHeight") > 250);
        Assert.True(await page.Evaluate<int>("document.querySelector('aside').clientHeight") > 200);
    }

    private const string PoorContrast = """
        (() => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgb = (colour) => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
          const shine = (colour) => rgb(colour).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ratio = (a, b) => ((x, y) => (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05))(shine(a), shine(b));
          const ground = (element) => { for (let e = element; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!c.endsWith(', 0)') && c !== 'transparent') return c; } };
          const poor = [];
          const check = (what, ink, under) => { if (!(ratio(ink, under) >= 4.5)) poor.push(`${what}: ${ink} on ${under}`); };
          for (const text of document.querySelectorAll('.node text'))
            check(text.textContent, getComputedStyle(text).fill, getComputedStyle(text.parentElement.querySelector('rect')).fill);
          for (const text of document.querySelectorAll('.input, [data-cluster]')) check(text.textContent, getComputedStyle(text).fill, getComputedStyle(document.querySelector('.frame')).fill);
          for (const element of document.querySelectorAll('h1, h2, h3, p, dt, dd, small, button, input')) check(element.textContent, getComputedStyle(element).color, ground(element));
          return poor;
        })()
        """;
}
