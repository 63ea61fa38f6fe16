using System.Globalization;
using Pawl.Host.Drawing;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

public sealed class SvgDrawingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void Every_node_and_edge_is_there_exactly_once(int seed)
    {
        var graph = RandomGraphs.Of(seed);
        var svg = new DrawnSvg(graph);
        Assert.Equal(graph.Nodes.Select(node => node.Id).Order(StringComparer.Ordinal), svg.Nodes.Select(node => node.Id).Order(StringComparer.Ordinal));
        Assert.Equal(
            graph.Edges.Select(edge => (edge.From, edge.To, edge.Label, edge.Trigger)).Order(),
            svg.Edges.Select(edge => (edge.From, edge.To, (string?)edge.Label?.Value, edge.Trigger)).Order());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void No_box_lies_on_another_or_leaves_the_page(int seed)
    {
        var svg = new DrawnSvg(RandomGraphs.Of(seed));
        var size = svg.Root.Attribute("viewBox")!.Value.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var page = new Box(size[0], size[1], size[2], size[3]);
        for (var i = 0; i < svg.Nodes.Length; i++)
        {
            Assert.True(page.Holds(svg.Nodes[i].Box), svg.Nodes[i].Id);
            for (var j = 0; j < i; j++) Assert.False(svg.Nodes[i].Box.Overlaps(svg.Nodes[j].Box), $"{svg.Nodes[i]} {svg.Nodes[j]}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Lines_lead_from_their_node_rightwards_to_their_node_and_pass_behind_no_box(int seed)
    {
        var svg = new DrawnSvg(RandomGraphs.Of(seed));
        var boxes = svg.Nodes.ToDictionary(node => node.Id, node => node.Box, StringComparer.Ordinal);
        foreach (var edge in svg.Edges)
        {
            var (first, last) = (edge.Points[0], edge.Points[^1]);
            Assert.Equal(boxes[edge.From].Right, first.X, 0.11);
            Assert.InRange(first.Y, boxes[edge.From].Top, boxes[edge.From].Bottom);
            Assert.Equal(boxes[edge.To].Left, last.X, 0.11);
            Assert.InRange(last.Y, boxes[edge.To].Top, boxes[edge.To].Bottom);
            for (var i = 1; i < edge.Points.Length; i++) Assert.True(edge.Points[i].X >= edge.Points[i - 1].X - 0.11);
            foreach (var (x, y) in edge.Points)
                foreach (var (id, box) in svg.Nodes) Assert.False(box.HasInside(x, y), $"{edge.From} → {edge.To} passes behind {id}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Names_of_inputs_cover_neither_boxes_nor_each_other(int seed)
    {
        var svg = new DrawnSvg(RandomGraphs.Of(seed));
        var labels = svg.Edges.Where(edge => edge.Label is not null).Select(edge => DrawnSvg.LabelBox(edge.Label!)).ToArray();
        for (var i = 0; i < labels.Length; i++)
        {
            Assert.DoesNotContain(svg.Nodes, node => node.Box.Overlaps(labels[i]));
            for (var j = 0; j < i; j++) Assert.False(labels[i].Overlaps(labels[j]));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Bands_hold_their_nodes_and_do_not_overlap(int seed)
    {
        var graph = RandomGraphs.Of(seed);
        var svg = new DrawnSvg(graph);
        var (symbols, frames) = (svg.Grounds("symbol"), svg.Grounds("frame"));
        var boxes = svg.Nodes.ToDictionary(node => node.Id, node => node.Box, StringComparer.Ordinal);
        Assert.Equal(graph.Nodes.Where(node => node.Symbol is not null).Select(node => node.Symbol).Distinct(StringComparer.Ordinal).Count(), symbols.Length);
        foreach (var node in graph.Nodes)
        {
            Assert.Equal(node.Symbol is null ? 0 : 1, symbols.Count(band => band.Holds(boxes[node.Id])));
            Assert.Equal(node.Symbol is null ? 0 : 1, symbols.Count(band => band.Overlaps(boxes[node.Id])));
            Assert.Equal(node.TimeFrame is null ? 0 : 1, frames.Count(band => band.Holds(boxes[node.Id])));
            Assert.Equal(node.TimeFrame is null ? 0 : 1, frames.Count(band => band.Overlaps(boxes[node.Id])));
        }
    }

    [Theory, MemberData(nameof(RandomGraphs.HostileNames), MemberType = typeof(RandomGraphs))]
    public void Hostile_names_stay_text(string name)
    {
        var svg = new DrawnSvg(RandomGraphs.Named(name, "other"));
        var known = new HashSet<string>(["svg", "title", "style", "defs", "marker", "path", "rect", "g", "text"], StringComparer.Ordinal);
        Assert.All(svg.Root.DescendantsAndSelf(), part => Assert.Contains(part.Name.LocalName, known));
        Assert.Equal(2, svg.Nodes.Length);
        Assert.Single(svg.Edges);
        Assert.DoesNotContain(svg.Text, letter => char.IsControl(letter) && letter != '\n');
        if (name.All(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter != '\u202E')) Assert.Equal(name, svg.Nodes[0].Id);
    }

    [Fact]
    public void The_file_needs_nothing_else_and_knows_light_and_dark()
    {
        var svg = new DrawnSvg(RandomGraphs.TickJob);
        Assert.Contains("@media (prefers-color-scheme: dark)", svg.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href", svg.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", svg.Text, StringComparison.Ordinal);
        Assert.Equal("http://www.w3.org/2000/svg", svg.Root.Name.NamespaceName);
        Assert.EndsWith("</svg>\n", svg.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_same_graph_gives_the_same_bytes(int seed) =>
        Assert.Equal(SvgDrawing.Draw(RandomGraphs.Of(seed)), SvgDrawing.Draw(RandomGraphs.Of(seed)));

    [Fact]
    public void A_graph_without_nodes_is_a_page_with_a_title() =>
        Assert.Contains("nothing yet", new DrawnSvg(new DrawnGraph("nothing yet", [], [])).Root.Value, StringComparison.Ordinal);

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData(4_000, 2)]
    [InlineData(1_900, 0)]
    public void Two_thousand_nodes_come_to_an_end(int edges, int symbols)
    {
        var graph = RandomGraphs.Of(seed: 7, count: 2_000, edges, symbols, frames: 4);
        Assert.Equal(2_000, new DrawnSvg(graph).Nodes.Length);
    }

    /// <summary>Led around boxes, the lines of this graph would pass through more than a million columns.</summary>
    [Trait("Speed", "slow")]
    [Fact]
    public void Too_many_long_lines_run_straight_and_the_head_says_so()
    {
        var nodes = Enumerable.Range(0, 3_000).Select(i => new DrawnNode($"n{i}", $"n{i}", "", "averages", null, null, Published: true)).ToArray();
        var chain = Enumerable.Range(1, 2_999).Select(i => new DrawnEdge($"n{i - 1}", $"n{i}", null, Trigger: false));
        var across = Enumerable.Range(2, 2_998).Select(i => new DrawnEdge($"n{i / 2}", $"n{i}", null, Trigger: false));
        var svg = new DrawnSvg(new DrawnGraph("deep", nodes, [.. chain, .. across]));
        Assert.Equal(5_997, svg.Edges.Length);
        Assert.Contains(" long lines straight, behind the boxes", svg.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("behind the boxes", new DrawnSvg(RandomGraphs.TickJob).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_with_long_lines_comes_to_an_end()
    {
        var nodes = Enumerable.Range(0, 300).Select(i => new DrawnNode($"n{i}", $"n{i}", "", "averages", null, null, Published: true)).ToArray();
        var chain = Enumerable.Range(1, 299).Select(i => new DrawnEdge($"n{i - 1}", $"n{i}", null, Trigger: false));
        var across = Enumerable.Range(2, 298).Select(i => new DrawnEdge($"n{i / 2}", $"n{i}", null, Trigger: false));
        Assert.Equal(597, new DrawnSvg(new DrawnGraph("chain", nodes, [.. chain, .. across])).Edges.Length);
    }
}
