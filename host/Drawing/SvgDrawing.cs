using System.Globalization;
using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing;

/// <summary>The graph as one self-contained SVG: layers from left to right, light and dark by the viewer's preference.</summary>
public static class SvgDrawing
{
    private const double Margin = 24;
    private const double LeastWidth = 460;
    private const double HeadSize = 19;
    private const double CountsSize = 11.5;

    /// <returns>A whole document, ending with a newline; the same graph always gives the same text.</returns>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph)
    {
        var shape = new GraphShape(graph);
        var families = new Families(shape.Nodes);
        var picture = GraphLayout.Place(shape);
        var room = Math.Max(picture.Width, LeastWidth);
        var legend = new SvgLegend(shape, families, room);
        var top = Margin + 48 + legend.Height + 18;
        picture = picture.Moved(Margin, top);

        var width = Math.Ceiling(room + (2 * Margin));
        var height = Math.Ceiling(top + picture.Height + Margin);
        var svg = new SvgText();
        svg.Open("svg", ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            ("width", SvgText.Number(width)), ("height", SvgText.Number(height)), ("role", "img"));
        svg.Whole("title", graph.Title);
        svg.Raw("style", SvgStyle.OfFile(families));
        Markers(svg, families);
        svg.Whole("rect", null, ("class", "page"), ("width", "100%"), ("height", "100%"));
        svg.Label(graph.Title, "head", Margin, Margin + 17, room, HeadSize, bold: true);
        svg.Label(Counts(shape, picture) + (graph.Rules.Length > 0 ? " · " + graph.Rules : ""), "counts", Margin, Margin + 37, room, CountsSize);
        legend.Write(svg, Margin, Margin + 50);
        Content(svg, shape, families, picture);
        svg.Close();
        return svg.ToString();
    }

    /// <summary>The bare picture for a page that has its own title, legend and style.</summary>
    internal static string ForHtml(GraphShape shape, Families families, Picture picture)
    {
        var svg = new SvgText();
        svg.Open("svg", ("id", "picture"), ("role", "group"), ("aria-label", "Graph"), ("data-width", SvgText.Number(picture.Width)), ("data-height", SvgText.Number(picture.Height)));
        Markers(svg, families);
        svg.Open("g", ("id", "world"));
        Content(svg, shape, families, picture);
        svg.Close();
        svg.Close();
        return svg.ToString();
    }

    private static void Content(SvgText svg, GraphShape shape, Families families, Picture picture)
    {
        var clusters = new Clusters(new Lanes(shape.Nodes));
        foreach (var band in picture.Bands) Ground(svg, band, clusters.Of(band.Symbol, band.TimeFrame)!);
        foreach (var edge in picture.Edges) Line(svg, shape, families, edge);
        foreach (var band in picture.Bands) Name(svg, band, clusters.Of(band.Symbol, band.TimeFrame)!);
        foreach (var node in picture.Nodes) Box(svg, shape.Nodes[node.Node], families.Of[node.Node], node.Area);
    }

    internal static string Counts(GraphShape shape, Picture picture)
    {
        var symbols = shape.Nodes.Select(node => node.Symbol).Where(symbol => symbol is not null).Distinct(StringComparer.Ordinal).Count();
        var parts = new List<string> { Count(shape.Nodes.Length, "node"), Count(shape.Edges.Length, "edge") };
        if (symbols > 0) parts.Add(Count(symbols, "symbol"));
        if (picture.Straight > 0) parts.Add(Count(picture.Straight, "long line") + " straight, behind the boxes");
        return string.Join(" · ", parts);

        static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
    }

    private static void Markers(SvgText svg, Families families)
    {
        svg.Open("defs");
        for (var family = 0; family < families.Names.Length; family++)
        {
            svg.Open("marker", ("id", SvgStyle.Marker(family)), ("class", SvgStyle.Class(family)), ("viewBox", "0 0 8 8"), ("refX", "7.4"), ("refY", "4"),
                ("markerWidth", "7"), ("markerHeight", "7"), ("markerUnits", "userSpaceOnUse"), ("orient", "auto"));
            svg.Whole("path", null, ("class", "tip"), ("d", "M0.6 0.8L7.6 4L0.6 7.2L2.2 4Z"));
            svg.Close();
        }

        svg.Close();
    }

    private static void Ground(SvgText svg, Band band, Cluster cluster) =>
        svg.Box(band.IsSymbol ? "symbol" : "frame", band.Area, band.IsSymbol ? 14 : 10, ("data-ground", cluster.Id));

    private static void Name(SvgText svg, Band band, Cluster cluster)
    {
        var (size, y) = band.IsSymbol ? (13, 18) : (11, 14.5);
        svg.Label(band.Label, band.IsSymbol ? "symbol-name" : "frame-name", band.Area.X + 10, band.Area.Y + y, band.Area.Width - 20, size, bold: true, ("data-cluster", cluster.Id));
    }

    private static void Line(SvgText svg, GraphShape shape, Families families, PlacedEdge placed)
    {
        var edge = shape.Edges[placed.Edge];
        var family = families.Of[shape.From[placed.Edge]];
        svg.Open("g", ("class", $"edge {SvgStyle.Class(family)}{(edge.Trigger ? " trigger" : "")}"), ("data-from", edge.From), ("data-to", edge.To));
        var label = string.IsNullOrEmpty(edge.Label) ? "" : $" ({edge.Label})";
        svg.Whole("title", $"{edge.From} → {edge.To}{label}{(edge.Trigger ? ", only wakes" : "")}");
        svg.Whole("path", null, ("d", SvgText.Path(placed.Stretches)), ("marker-end", $"url(#{SvgStyle.Marker(family)})"));
        if (label.Length > 0)
        {
            var end = placed.Stretches[^1];
            svg.Label(edge.Label!, "input", end.EndX - Measures.ArrowRun, end.EndY - 2.5, Measures.MostLabelWidth, Measures.LabelSize);
        }

        svg.Close();
    }

    private static void Box(SvgText svg, DrawnNode node, int family, Area area)
    {
        svg.Open("g", ("class", $"node {SvgStyle.Class(family)}{(node.Published ? "" : " hidden")}"), ("data-id", node.Id));
        string?[] facts = [node.Id, node.Title == node.Id ? null : node.Title, node.Subtitle, node.Symbol, node.TimeFrame, node.Family, node.Published ? null : "hidden"];
        svg.Whole("title", string.Join(" · ", facts.Where(fact => !string.IsNullOrEmpty(fact))));
        svg.Box("box", area, 7);
        var x = area.X + Measures.BoxPadding;
        var middle = area.Y + (area.Height / 2);
        var plain = node.Subtitle.Length == 0;
        svg.Label(node.Title, "name", x, middle + (plain ? 4.5 : -2), Measures.MostTextWidth, Measures.TitleSize, bold: true);
        if (!plain) svg.Label(node.Subtitle, "about", x, middle + 12, Measures.MostTextWidth, Measures.SubtitleSize);
        svg.Close();
    }
}
