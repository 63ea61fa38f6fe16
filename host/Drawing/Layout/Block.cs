namespace Pawl.Host.Drawing.Layout;

/// <summary>Draws one part of a graph that has no line to the rest.</summary>
internal static class Block
{
    public static Picture Place(GraphShape shape, Lanes lanes, IReadOnlyList<int> nodes)
    {
        var graph = new LayeredGraph(shape, lanes, nodes, BestColumns(shape, lanes, nodes));
        Ordering.Improve(graph);
        Stacking.Apply(graph, lanes, Rows.Place(graph, lanes.All.Length));

        var columns = new ColumnSpans(graph);
        PlacedNode[] boxes = [.. graph.Columns.SelectMany(column => column).Where(vertex => !vertex.IsPoint)
            .Select(vertex => new PlacedNode(vertex.Node, new Area(
                columns.Left(vertex.Column), vertex.Y - (vertex.Height / 2), columns.Width(vertex.Column), vertex.Height)))];
        PlacedEdge[] lines = [.. graph.Ends.Select(end => new PlacedEdge(end.Edge, Route(end, columns)))];
        var bands = Grounds.Of(graph, lanes, columns);
        var all = Grounds.Around([.. boxes.Select(box => box.Area), .. bands.Select(band => band.Area), .. lines.SelectMany(line => line.Stretches).Select(stretch => stretch.Around)]);
        return new Picture(boxes, lines, bands, all.Width, all.Height) { Straight = graph.Straight }.Moved(-all.X, -all.Y);
    }

    /// <summary>Longest paths alone where that is not too tall; else the limit that comes nearest to a screen's shape.</summary>
    private static int[] BestColumns(GraphShape shape, Lanes lanes, IReadOnlyList<int> nodes)
    {
        int[] limits = [int.MaxValue, 32, 24, 18, 14, 11, 9, 7, 5];
        int[] best = [];
        var least = double.MaxValue;
        foreach (var limit in limits)
        {
            var columns = Columns.Assign(shape, lanes, nodes, limit);
            var (width, height) = Estimate(lanes, nodes, columns);
            var badness = Math.Abs(Math.Log(width / height / Measures.WantedRatio));
            if (badness < least) (best, least) = (columns, badness);
            if (height < Measures.WantedHeight) break;
        }

        return best;
    }

    private static (double Width, double Height) Estimate(Lanes lanes, IReadOnlyList<int> nodes, int[] columns)
    {
        const double Row = Measures.BoxHeight + Measures.BoxGap, Column = 220, Head = 50;
        var last = nodes.Max(node => columns[node]);
        var height = nodes.GroupBy(node => lanes.Of[node])
            .Sum(lane => Head + (Row * lane.GroupBy(node => columns[node]).Max(column => column.Count())));
        return ((last + 1) * Column, height);
    }

    private static Stretch[] Route(Segment end, ColumnSpans columns)
    {
        var segments = new List<Segment> { end };
        while (segments[^1].From.IsPoint) segments.Add(segments[^1].From.In[0]);
        segments.Reverse();
        return [.. segments.Select(segment => new Stretch(
            columns.Right(segment.From.Column),
            segment.From.Y,
            columns.Bend(segment.To.Column),
            segment.To.IsPoint ? columns.Right(segment.To.Column) : columns.Left(segment.To.Column),
            segment.To.Y + segment.Port))];
    }
}
