using System.Text.Json;
using Pawl.Host.Drawing;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Browser;

/// <summary>The page of <c>pawl dag --format html</c> as somebody with mouse and keys meets it.</summary>
public sealed class GraphPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly string Reference = Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml");

    private const string VisibleIds = "[...document.querySelectorAll('.node')].filter(n => n.getBoundingClientRect().width > 0).map(n => n.dataset.id)";
    private const string LitIds = "[...document.querySelectorAll('.node.lit')].map(n => n.dataset.id)";
    private const string Title = "document.querySelector('#details h2').textContent";

    [Fact]
    public async Task It_opens_in_full_view_without_a_complaint_and_without_the_network()
    {
        await using BrowserPage page = await browser.Open(Reference);
        Assert.Equal(27, (await page.Evaluate<string[]>(VisibleIds)).Length);
        Assert.Empty(await page.Evaluate<string[]>(OutOfSight(".node")));
        Assert.Equal("us_equity_ticks27 nodes · 29 edges", await page.Evaluate<string>("document.querySelector('h1').textContent + document.querySelector('#counts').textContent"));
        await Quiet(page);
    }

    [Fact]
    public async Task Search_finds_jumps_and_shows_what_belongs_together()
    {
        await using BrowserPage page = await browser.Open(Reference);
        await page.Press("/");
        await page.Write("cross 5m");
        Assert.Equal(["trend_5m"], await page.Evaluate<string[]>("[...document.querySelectorAll('#results li')].map(row => row.firstChild.data)"));
        await page.Press("Enter");
        Assert.Equal("trend_5m", await page.Evaluate<string>(Title));
        Assert.Empty(await page.Evaluate<string[]>(OutOfSight(".node.self")));
        Assert.Equal(Related("trend_5m"), (await page.Evaluate<string[]>(LitIds)).Order(StringComparer.Ordinal));
        Assert.True(await page.Evaluate<double>("Number(getComputedStyle(document.querySelector('.node:not(.lit)')).opacity)") < 0.5);
        await page.Press("Escape");
        Assert.Empty(await page.Evaluate<string[]>(LitIds));
        await page.Press("/");
        await page.Write("no such node");
        Assert.Equal("0 of 27 nodes", await page.Evaluate<string>("document.querySelector('#status').textContent"));
        await Quiet(page);
    }

    [Theory]
    [InlineData("ema_9_5m")]
    [InlineData("candle(1m)")]
    [InlineData("tick")]
    [InlineData("profile")]
    public async Task A_click_lights_ancestors_and_descendants(string id)
    {
        await using BrowserPage page = await browser.Open(Reference);
        await page.Click(Node(id));
        Assert.Equal(Related(id), (await page.Evaluate<string[]>(LitIds)).Order(StringComparer.Ordinal));
        await page.Click(Node(id));
        Assert.Empty(await page.Evaluate<string[]>(LitIds));
        await Quiet(page);
    }

    [Fact]
    public async Task Details_say_what_is_known_of_a_node()
    {
        await using BrowserPage page = await browser.Open(Reference);
        await page.Click(Node("bollinger"));
        string text = await page.Evaluate<string>("document.querySelector('#details').innerText");
        JsonElement kind = Kind("bollinger");
        string[] expected =
        [
            "bollinger", kind.GetProperty("summary").GetString()!, kind.GetProperty("formula").GetString()!, kind.GetProperty("source").GetString()!,
            "family\n\nvolatility", "time frame\n\n1m", "rank\n\n3", "warm-up\n\n20 updates", "published\n\nas bollinger", "period\n\n20", "deviations\n\n2",
            "Reads", "input: close", "Woken by", "middle", "upper", "lower",
        ];
        Assert.All(expected, part => Assert.Contains(part.Replace("\n\n", "\n", StringComparison.Ordinal), text.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal));
        await page.Click("#details .links button");
        Assert.Equal("candle(1m)", await page.Evaluate<string>(Title));
        Assert.Contains("Read by", await page.Evaluate<string>("document.querySelector('#details').innerText"), StringComparison.Ordinal);
        await Quiet(page);
    }

    [Fact]
    public async Task Folding_hides_a_cluster_and_unfolding_brings_everything_back_to_its_place()
    {
        await using BrowserPage page = await browser.Open(Reference);
        const string Places = "[...document.querySelectorAll('.node')].map(n => n.getBoundingClientRect()).map(r => [Math.round(r.x), Math.round(r.y)].join())";
        string[] before = await page.Evaluate<string[]>(Places);
        string[] inside = await page.Evaluate<string[]>("JSON.parse(document.querySelector('#data').textContent).clusters.find(c => c.timeframe === '5m').nodes");
        Assert.Equal(6, inside.Length);
        string name = await page.Evaluate<string>("'[data-cluster=' + [...document.querySelectorAll('[data-cluster]')].find(n => n.firstChild.data.endsWith('5m')).dataset.cluster + ']'");
        await page.Click("text" + name);
        string[] visible = await page.Evaluate<string[]>(VisibleIds);
        Assert.Equal(27 - 6, visible.Length);
        Assert.Empty(visible.Intersect(inside));
        Assert.Equal("▸ 5m · 6", await page.Evaluate<string>($"document.querySelector('text{name}').firstChild.data"));
        Assert.Empty(await page.Evaluate<string[]>(Overlaps));
        await page.Click("text" + name);
        Assert.Equal(before, await page.Evaluate<string[]>(Places));
        await Quiet(page);
    }

    [Fact]
    public async Task Three_hundred_nodes_begin_folded_and_search_unfolds()
    {
        await using BrowserPage page = await browser.Open(browser.Write("large.yaml", LargePipeline.Text()), dark: true);
        Assert.Equal(300, await page.Evaluate<int>("document.querySelectorAll('.node').length"));
        Assert.Equal(["tick@ES", "tick@NQ"], await page.Evaluate<string[]>(VisibleIds));
        Assert.Empty(await page.Evaluate<string[]>(OutOfSight("[data-ground]")));
        await page.Press("/");
        await page.Write("cross_3_15m@NQ");
        await page.Press("Enter");
        Assert.Equal("cross_3_15m@NQ", await page.Evaluate<string>(Title));
        Assert.Empty(await page.Evaluate<string[]>(OutOfSight(".node.self")));
        Assert.InRange((await page.Evaluate<string[]>(VisibleIds)).Length, 10, 40);
        Assert.True(await page.Evaluate<double>("document.querySelector('.node.self').getBoundingClientRect().height") > 25, "large enough to read");
        Assert.Empty(await page.Evaluate<string[]>(Overlaps));
        await page.Press("Escape");
        await page.Click("#unfold");
        Assert.Equal(300, (await page.Evaluate<string[]>(VisibleIds)).Length);
        Assert.Empty(await page.Evaluate<string[]>(OutOfSight(".node")));
        Assert.Empty(await page.Evaluate<string[]>(Overlaps));
        await page.Click("#fold");
        Assert.Equal(["tick@ES", "tick@NQ"], await page.Evaluate<string[]>(VisibleIds));
        await Quiet(page);
    }

    [Fact]
    public async Task Wheel_zooms_where_it_points_drag_moves_fingers_pinch_and_fit_returns()
    {
        await using BrowserPage page = await browser.Open(Reference);
        const string Place = "(r => [r.x, r.y, r.width])(document.querySelector('.node[data-id=\"macd\"]').getBoundingClientRect())";
        double[] before = await page.Evaluate<double[]>(Place);
        await page.Wheel(before[0], before[1], -240);
        double[] larger = await page.Evaluate<double[]>(Place);
        Assert.InRange(larger[2] / before[2], 1.3, 2.5);
        Assert.Equal(before[0], larger[0], 4.0);
        Assert.Equal(before[1], larger[1], 4.0);
        await page.Drag(60, 800, 160, 740);
        double[] moved = await page.Evaluate<double[]>(Place);
        Assert.Equal((larger[0] + 100, larger[1] - 60), (moved[0], moved[1]));
        await page.Pinch(500, 500, 100, 200);
        double[] pinched = await page.Evaluate<double[]>(Place);
        Assert.Equal(2, pinched[2] / moved[2], 0.05);
        Assert.Equal(500 + (2 * (moved[0] - 500)), pinched[0], 4.0);
        await page.Press("0");
        double[] back = await page.Evaluate<double[]>(Place);
        Assert.Equal(before[0], back[0], 0.5);
        Assert.Equal(before[2], back[2], 0.5);
        await Quiet(page);
    }

    [Theory]
    [InlineData("</script><img src=x onerror=\"window.hurt = 1\">")]
    [InlineData("</title></svg></style><script>window.hurt = 1</script>")]
    [InlineData("\"><img src=x onerror='window.hurt = 1'>{{script}}&lt;b&gt;")]
    public async Task Names_are_text_whatever_they_say(string id)
    {
        DrawnGraph graph = new(id, [Box(id), Box("other")], [new DrawnEdge(id, "other", id, Trigger: false) { Input = id, Field = id }])
        {
            Symbols = [id],
            Kinds = [new DrawnKind(id, id, id, id, id, id, [new DrawnField(id, id, id)])],
        };
        await using BrowserPage page = await browser.Open(graph);
        await page.Press("/");
        await page.Write(id);
        await page.Press("Enter");
        Assert.Equal(id, await page.Evaluate<string>(Title));
        Assert.Equal(id, await page.Evaluate<string>("document.querySelector('.node.self').dataset.id"));
        Assert.Equal(id, await page.Evaluate<string>("document.querySelector('h1').textContent"));
        Assert.Equal("0 2 1 2", await page.Evaluate<string>("[document.querySelectorAll('img, b, iframe').length, document.scripts.length, document.querySelectorAll('style').length, document.querySelectorAll('.node').length].join(' ')"));
        Assert.True(await page.Evaluate<bool>("window.hurt === undefined"));
        await Quiet(page);

        static DrawnNode Box(string id) => new(id, id, id, id, id, id, Published: true) { Kind = id, PublishedAs = [id], Parameters = [new DrawnParameter(id, id, Written: true)] };
    }

    /// <summary>Everything that anything depends on or feeds, found on the program's own JSON by walking edges.</summary>
    private static string[] Related(string id)
    {
        using JsonDocument json = JsonDocument.Parse(PawlProgram.Run(Repository.Root, "dag", Reference, "--format", "json").Text);
        (string From, string To)[] edges = [.. json.RootElement.GetProperty("edges").EnumerateArray().Select(e => (e.GetProperty("from").GetString()!, e.GetProperty("to").GetString()!))];
        HashSet<string> up = [id], down = [id];
        while (edges.Any(e => up.Contains(e.To) && up.Add(e.From)) || edges.Any(e => down.Contains(e.From) && down.Add(e.To)))
        {
        }

        return [.. up.Union(down).Order(StringComparer.Ordinal)];
    }

    private static JsonElement Kind(string name) =>
        JsonDocument.Parse(PawlProgram.Run(Repository.Root, "nodes", name, "--json").Text).RootElement;

    private static string Node(string id) => $".node[data-id=\"{id}\"]";

    private static string OutOfSight(string selector) =>
        $"(m => [...document.querySelectorAll('{selector}')].filter(n => (r => r.width > 0 && (r.left < m.left || r.top < m.top || r.right > m.right + 1 || r.bottom > m.bottom + 1))(n.getBoundingClientRect())).map(n => n.outerHTML.slice(0, 100)))(document.querySelector('main').getBoundingClientRect())";

    /// <summary>Pairs of visible boxes that lie on each other.</summary>
    private const string Overlaps = """
        (boxes => boxes.flatMap(([a, p], i) => boxes.slice(i + 1)
          .filter(([, q]) => p.left < q.right - 0.5 && q.left < p.right - 0.5 && p.top < q.bottom - 0.5 && q.top < p.bottom - 0.5).map(([b]) => a + ' ' + b)))
        ([...document.querySelectorAll('.node, rect.folded')].map(n => [n.dataset.id ?? n.dataset.ground, (n.querySelector('rect') ?? n).getBoundingClientRect()]).filter(([, r]) => r.width > 0))
        """;

    private static async Task Quiet(BrowserPage page)
    {
        await page.Evaluate<int>("1");
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }
}
