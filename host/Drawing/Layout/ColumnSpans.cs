namespace Pawl.Host.Drawing.Layout;

/// <summary>
/// Where each column lies. Lines change their height only in the gap before a column, up to its bend; from there they
/// run level, so that none passes behind a box or through the name of an input.
/// </summary>
internal sealed class ColumnSpans
{
    private const double Steepness = 0.07;
    private const double Crowd = 0.6;

    private readonly (double Bend, double Left, double Right)[] _spans;

    public ColumnSpans(LayeredGraph graph)
    {
        _spans = new (double, double, double)[graph.Columns.Length];
        var x = 0.0;
        for (var i = 0; i < _spans.Length; i++)
        {
            var column = graph.Columns[i];
            var start = i == 0 ? x : x + Curve(column);
            var bend = start;
            if (i > 0) start += Measures.ArrowRun + column.SelectMany(vertex => vertex.In).Select(segment => Label(graph, segment)).DefaultIfEmpty().Max();
            x = start + column.Where(vertex => !vertex.IsPoint).Max(vertex => Measures.BoxWidth(graph.Shape.Nodes[vertex.Node]));
            _spans[i] = (bend, start, x);
        }
    }

    public double Left(int column) => _spans[column].Left;

    public double Right(int column) => _spans[column].Right;

    public double Width(int column) => Right(column) - Left(column);

    /// <summary>Where the lines into a column have reached their height.</summary>
    public double Bend(int column) => _spans[column].Bend;

    /// <summary>Wider where lines are steep or many.</summary>
    private static double Curve(Vertex[] column)
    {
        var steepest = 0.0;
        var count = 0;
        foreach (var segment in column.SelectMany(vertex => vertex.In))
        {
            steepest = Math.Max(steepest, Math.Abs(segment.From.Y - segment.To.Y));
            count++;
        }

        return Math.Min(Measures.MostCurve, Measures.LeastCurve + (Steepness * steepest) + (Crowd * count));
    }

    private static double Label(LayeredGraph graph, Segment segment) =>
        segment.Edge < 0 ? 0 : Measures.LabelWidth(graph.Shape.Edges[segment.Edge]);
}
