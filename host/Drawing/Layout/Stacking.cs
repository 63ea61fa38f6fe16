namespace Pawl.Host.Drawing.Layout;

/// <summary>
/// Puts the lanes of a part beneath each other: each as high as what lies above it in its own columns allows, and
/// then down again, as far as there is room, towards what reads it, or where nothing does towards what it reads.
/// Symbols never interlock.
/// </summary>
internal sealed class Stacking
{
    private sealed record Row(int Lane, Vertex[] Vertices, double Height, double Head, double Foot)
    {
        public int First { get; } = Vertices.Min(vertex => vertex.Column);
        public int Last { get; } = Vertices.Max(vertex => vertex.Column);
        public double Top { get; set; }
    }

    private readonly Row?[] _rows;

    private Stacking(Row?[] rows) => _rows = rows;

    /// <summary>Moves the vertices from the coordinates of their lane to those of the part.</summary>
    /// <param name="graph">Vertices whose Y counts from the top of their lane.</param>
    /// <param name="lanes">All lanes of the graph.</param>
    /// <param name="heights">Height of each lane.</param>
    public static void Apply(LayeredGraph graph, Lanes lanes, double[] heights)
    {
        var rows = new Row?[lanes.All.Length];
        foreach (var lane in graph.Columns.SelectMany(column => column).GroupBy(vertex => vertex.Lane))
        {
            var framed = lanes.All[lane.Key].TimeFrame is not null;
            rows[lane.Key] = new Row(lane.Key, [.. lane], heights[lane.Key], framed ? Measures.BandHead : 0, framed ? Measures.BandPadding : 0);
        }

        var stacking = new Stacking(rows);
        var y = 0.0;
        foreach (var symbol in rows.OfType<Row>().GroupBy(row => lanes.All[row.Lane].Symbol, StringComparer.Ordinal))
        {
            if (symbol.Key is not null) y += Measures.SymbolHead;
            y = stacking.Stack([.. symbol], graph.Columns.Length, y) + Measures.BandGap;
            if (symbol.Key is not null) y += Measures.SymbolPadding;
        }

        foreach (var row in rows.OfType<Row>())
            foreach (var vertex in row.Vertices) vertex.Y += row.Top;
    }

    /// <returns>The lower edge of the whole symbol.</returns>
    private double Stack(Row[] symbol, int columns, double top)
    {
        var edge = new double[columns];
        Array.Fill(edge, top);
        var bottom = top;
        foreach (var row in symbol)
        {
            row.Top = edge[row.First..(row.Last + 1)].Max() + row.Head;
            var end = row.Top + row.Height + row.Foot;
            Array.Fill(edge, end + Measures.BandGap, row.First, row.Last + 1 - row.First);
            bottom = Math.Max(bottom, end);
        }

        Array.Fill(edge, bottom);
        foreach (var row in symbol.Reverse())
        {
            var room = edge[row.First..(row.Last + 1)].Min() - (row.Top + row.Height + row.Foot);
            row.Top += Math.Clamp(Pull(row, symbol[0].Lane, symbol[^1].Lane), 0, Math.Max(room, 0));
            Array.Fill(edge, row.Top - row.Head - Measures.BandGap, row.First, row.Last + 1 - row.First);
        }

        return bottom;
    }

    /// <summary>How much lower than itself those lie, on the average, that it is joined to in other lanes of the symbol.</summary>
    private double Pull(Row row, int firstLane, int lastLane)
    {
        var readers = Lower(row.Vertices.SelectMany(vertex => vertex.Out), segment => segment.To.Lane, forward: true);
        return readers.Length > 0 ? readers.Average() : Lower(row.Vertices.SelectMany(vertex => vertex.In), segment => segment.From.Lane, forward: false).DefaultIfEmpty().Average();

        double[] Lower(IEnumerable<Segment> segments, Func<Segment, int> other, bool forward) =>
        [
            .. segments.Where(segment => !segment.IsLevel && other(segment) >= firstLane && other(segment) <= lastLane)
                .Select(segment => (Y(segment.To) + segment.Port - Y(segment.From)) * (forward ? 1 : -1)),
        ];

        double Y(Vertex vertex) => _rows[vertex.Lane]!.Top + vertex.Y;
    }
}
