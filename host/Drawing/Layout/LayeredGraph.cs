namespace Pawl.Host.Drawing.Layout;

/// <summary>A node in its column, or a point (<see cref="Node"/> is -1) where a longer line passes through one.</summary>
internal sealed class Vertex(int node, int lane, int column, double height)
{
    public int Node { get; } = node;
    public int Lane { get; } = lane;
    public int Column { get; } = column;
    public double Height { get; } = height;
    public List<Segment> In { get; } = [];
    public List<Segment> Out { get; } = [];

    /// <summary>Index in its column, from the top.</summary>
    public int Position { get; set; }

    /// <summary>Its middle.</summary>
    public double Y { get; set; }

    public bool IsPoint => Node < 0;
}

/// <summary>The part of one or several edges between a column and the next.</summary>
internal sealed class Segment(Vertex from, Vertex to, int edge)
{
    public Vertex From { get; } = from;
    public Vertex To { get; } = to;

    /// <summary>The edge that ends here; -1 where it leads to a point.</summary>
    public int Edge { get; } = edge;

    /// <summary>Where it meets its target, from that one's middle.</summary>
    public double Port { get; set; }

    /// <summary>Both ends in one lane: only then can it be straight.</summary>
    public bool IsLevel => From.Lane == To.Lane;
}

/// <summary>
/// Nodes and the points of longer lines by column, every segment from one column to the next. Lines of one node into
/// one lane share their points: they leave together, run as one trunk and branch where their targets are.
/// </summary>
internal sealed class LayeredGraph
{
    public GraphShape Shape { get; }

    /// <summary>Top to bottom; lanes in order.</summary>
    public Vertex[][] Columns { get; }

    /// <summary>The last segment of each edge.</summary>
    public List<Segment> Ends { get; } = [];

    public int Segments { get; private set; }

    /// <summary>How many of the longest lines run straight to their target, behind what lies between.</summary>
    public int Straight { get; private set; }

    /// <summary>Columns that all longer lines may pass through together: bounds time and memory of very deep graphs.</summary>
    private const long MostPassed = 100_000;

    public LayeredGraph(GraphShape shape, Lanes lanes, IReadOnlyList<int> nodes, int[] column)
    {
        Shape = shape;
        var columns = new List<List<Vertex>>();
        var vertices = new Dictionary<int, Vertex>();
        foreach (var node in nodes) vertices.Add(node, Add(new Vertex(node, lanes.Of[node], column[node], Measures.Height(shape, node))));

        var longest = Longest(shape, lanes, nodes, column);
        var points = new Dictionary<(int From, int Lane, int Column, bool Trigger), Vertex>();
        foreach (var node in nodes)
            foreach (var edge in shape.Out[node])
            {
                var to = vertices[shape.To[edge]];
                var at = vertices[node];
                if (to.Column - at.Column > longest)
                {
                    Ends.Add(new Segment(at, to, edge));
                    Straight++;
                    continue;
                }

                for (var next = at.Column + 1; next < to.Column; next++)
                {
                    var key = (node, to.Lane, next, shape.Edges[edge].Trigger);
                    if (!points.TryGetValue(key, out var point))
                    {
                        points.Add(key, point = Add(new Vertex(-1, to.Lane, next, 0)));
                        Join(at, point, -1);
                    }

                    at = point;
                }

                Ends.Add(Join(at, to, edge));
            }

        Columns = [.. columns.Select(list => list.OrderBy(vertex => vertex.Lane).ToArray())];
        foreach (var list in Columns)
            for (var i = 0; i < list.Length; i++) list[i].Position = i;

        Vertex Add(Vertex vertex)
        {
            while (columns.Count <= vertex.Column) columns.Add([]);
            columns[vertex.Column].Add(vertex);
            return vertex;
        }
    }

    /// <summary>The runs of one lane in one column.</summary>
    public static IEnumerable<ArraySegment<Vertex>> Runs(Vertex[] column)
    {
        for (var start = 0; start < column.Length;)
        {
            var end = start + 1;
            while (end < column.Length && column[end].Lane == column[start].Lane) end++;
            yield return new ArraySegment<Vertex>(column, start, end - start);
            start = end;
        }
    }

    /// <summary>The length in columns up to which lines are led around boxes.</summary>
    private static int Longest(GraphShape shape, Lanes lanes, IReadOnlyList<int> nodes, int[] column)
    {
        var trunks = nodes.SelectMany(node => shape.Out[node])
            .GroupBy(edge => (shape.From[edge], lanes.Of[shape.To[edge]], shape.Edges[edge].Trigger), edge => column[shape.To[edge]] - column[shape.From[edge]]);
        var passed = 0L;
        foreach (var span in trunks.Select(trunk => trunk.Max()).Order())
            if ((passed += span) > MostPassed) return Math.Max(1, span - 1);
        return int.MaxValue;
    }

    private Segment Join(Vertex from, Vertex to, int edge)
    {
        var segment = new Segment(from, to, edge);
        from.Out.Add(segment);
        to.In.Add(segment);
        Segments++;
        return segment;
    }
}
