namespace Pawl.Host.Drawing.Layout;

/// <summary>The bands beneath the nodes: one for each symbol, inside it one for each time frame.</summary>
internal static class Grounds
{
    /// <summary>Bands of symbols come before those of the time frames that lie on them.</summary>
    public static List<Band> Of(LayeredGraph graph, Lanes lanes, ColumnSpans columns)
    {
        var symbols = new List<Band>();
        var frames = new List<Band>();
        var vertices = graph.Columns.SelectMany(column => column).GroupBy(vertex => vertex.Lane).OrderBy(lane => lane.Key);
        foreach (var symbol in vertices.GroupBy(lane => lanes.All[lane.Key].Symbol, StringComparer.Ordinal))
        {
            var areas = new List<Area>();
            foreach (var lane in symbol)
            {
                var area = Of([.. lane], columns);
                if (lanes.All[lane.Key].TimeFrame is { } frame)
                {
                    area = Widened(area, Measures.BandPadding, Measures.BandHead);
                    frames.Add(new Band(symbol.Key, frame, area));
                }

                areas.Add(area);
            }

            if (symbol.Key is not null) symbols.Add(new Band(symbol.Key, null, Widened(Around(areas), Measures.SymbolPadding, Measures.SymbolHead)));
        }

        return [.. symbols, .. frames];
    }

    /// <summary>As wide as its nodes, as high as what runs through it.</summary>
    private static Area Of(Vertex[] lane, ColumnSpans columns)
    {
        var nodes = lane.Where(vertex => !vertex.IsPoint).ToArray();
        var left = columns.Left(nodes.Min(vertex => vertex.Column));
        var right = columns.Right(nodes.Max(vertex => vertex.Column));
        var top = lane.Min(vertex => vertex.Y - (vertex.Height / 2));
        return new Area(left, top, right - left, lane.Max(vertex => vertex.Y + (vertex.Height / 2)) - top);
    }

    public static Area Around(IEnumerable<Area> areas)
    {
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (var area in areas)
        {
            (left, top) = (Math.Min(left, area.X), Math.Min(top, area.Y));
            (right, bottom) = (Math.Max(right, area.Right), Math.Max(bottom, area.Bottom));
        }

        return new Area(left, top, right - left, bottom - top);
    }

    private static Area Widened(Area area, double by, double head) =>
        new(area.X - by, area.Y - head, area.Width + (2 * by), area.Height + head + by);
}
