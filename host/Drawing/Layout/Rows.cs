namespace Pawl.Host.Drawing.Layout;

/// <summary>
/// Gives each vertex its height in its lane, keeping the order: sweeps that put every vertex where its neighbours want
/// it, as near as the distances allow (least squares). Points outweigh nodes, so that long lines run straight.
/// </summary>
internal static class Rows
{
    private const int MostSweeps = 14;
    private const int Budget = 1_000_000;
    private const double PointWeight = 5000;
    private const double RestWeight = 0.02;

    /// <returns>Height of the content of each lane; the vertices' <see cref="Vertex.Y"/> count from its top.</returns>
    public static double[] Place(LayeredGraph graph, int lanes)
    {
        var heights = new double[lanes];
        SetPorts(graph);
        foreach (var column in graph.Columns)
            foreach (var run in LayeredGraph.Runs(column))
                heights[run[0].Lane] = Math.Max(heights[run[0].Lane], Stack(run));
        foreach (var column in graph.Columns)
            foreach (var run in LayeredGraph.Runs(column)) Centre(run, heights[run[0].Lane]);

        var sweeps = Math.Clamp(Budget / (graph.Segments + 1), 3, MostSweeps);
        for (var sweep = 0; sweep <= sweeps; sweep++)
        {
            var forward = sweep % 2 == 0;
            var both = sweep == sweeps - 1;
            for (var i = 0; i < graph.Columns.Length; i++)
                foreach (var run in LayeredGraph.Runs(graph.Columns[forward ? i : graph.Columns.Length - 1 - i]))
                    Settle(run, heights[run[0].Lane], forward || both, !forward || both);
        }

        return heights;
    }

    /// <summary>Lines that end in one node arrive in the order in which they come.</summary>
    private static void SetPorts(LayeredGraph graph)
    {
        foreach (var vertex in graph.Columns.SelectMany(column => column))
        {
            if (vertex.IsPoint) continue;
            var gap = Measures.Port(graph.Shape, vertex.Node);
            var port = -gap * (vertex.In.Count - 1) / 2;
            foreach (var segment in vertex.In.OrderBy(segment => segment.From.Position).ThenBy(segment => segment.Edge))
            {
                segment.Port = port;
                port += gap;
            }
        }
    }

    private static double Stack(ArraySegment<Vertex> run)
    {
        var y = 0.0;
        for (var i = 0; i < run.Count; i++)
        {
            y = i == 0 ? run[0].Height / 2 : y + Distance(run[i - 1], run[i]);
            run[i].Y = y;
        }

        return y + (run[^1].Height / 2);
    }

    private static void Centre(ArraySegment<Vertex> run, double height)
    {
        var shift = (height - run[^1].Y - (run[^1].Height / 2)) / 2;
        foreach (var vertex in run) vertex.Y += shift;
    }

    private static double Distance(Vertex upper, Vertex lower) =>
        ((upper.Height + lower.Height) / 2) + (upper.IsPoint || lower.IsPoint ? Measures.LineGap : Measures.BoxGap);

    /// <summary>
    /// Least squares under "not closer than": with the distances subtracted, wishes that are out of order are pooled
    /// to their mean until the rest ascends.
    /// </summary>
    private static void Settle(ArraySegment<Vertex> run, double height, bool left, bool right)
    {
        Span<(double Mean, double Weight, int End)> pools = new (double, double, int)[run.Count];
        var count = 0;
        var offset = 0.0;
        for (var i = 0; i < run.Count; i++)
        {
            if (i > 0) offset += Distance(run[i - 1], run[i]);
            var (wish, weight) = Wish(run[i], left, right);
            (double Mean, double Weight, int End) pool = (wish - offset, weight, i + 1);
            while (count > 0 && pools[count - 1].Mean >= pool.Mean)
            {
                var other = pools[--count];
                var sum = other.Weight + pool.Weight;
                pool = (((other.Mean * other.Weight) + (pool.Mean * pool.Weight)) / sum, sum, i + 1);
            }

            pools[count++] = pool;
        }

        var top = run[0].Height / 2;
        var bottom = height - offset - (run[^1].Height / 2);
        offset = 0;
        for (int i = 0, pool = 0; i < run.Count; i++)
        {
            if (i > 0) offset += Distance(run[i - 1], run[i]);
            if (i == pools[pool].End) pool++;
            run[i].Y = Math.Max(Math.Min(pools[pool].Mean, bottom), top) + offset;
        }
    }

    private static (double Y, double Weight) Wish(Vertex vertex, bool left, bool right)
    {
        var sum = vertex.Y * RestWeight;
        var weight = RestWeight;
        if (left) foreach (var segment in vertex.In) Add(segment, segment.From, segment.From.Y - segment.Port);
        if (right) foreach (var segment in vertex.Out) Add(segment, segment.To, segment.To.Y + segment.Port);
        return (sum / weight, weight);

        void Add(Segment segment, Vertex other, double y)
        {
            if (!segment.IsLevel) return;
            var share = vertex.IsPoint && other.IsPoint ? PointWeight : vertex.IsPoint || other.IsPoint ? 2 : 1;
            sum += y * share;
            weight += share;
        }
    }
}
