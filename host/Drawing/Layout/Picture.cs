namespace Pawl.Host.Drawing.Layout;

/// <summary>A rectangle; x to the right, y downwards, in pixels.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;

    public Area Moved(double x, double y) => this with { X = X + x, Y = Y + y };
}

/// <summary>A part of a line: a curve from (X, Y) to (Bend, EndY), then straight on to EndX.</summary>
internal readonly record struct Stretch(double X, double Y, double Bend, double EndX, double EndY)
{
    public Area Around => new(X, Math.Min(Y, EndY), EndX - X, Math.Abs(EndY - Y));

    public Stretch Moved(double x, double y) => new(X + x, Y + y, Bend + x, EndX + x, EndY + y);
}

/// <summary>A ground on which the nodes of a symbol, or inside it of a time frame, lie.</summary>
internal sealed record Band(string? Symbol, string? TimeFrame, Area Area)
{
    public bool IsSymbol => TimeFrame is null;

    public string Label => TimeFrame ?? Symbol!;
}

internal sealed record PlacedNode(int Node, Area Area);

internal sealed record PlacedEdge(int Edge, Stretch[] Stretches);

/// <summary>A graph, or a part of one, with a place for everything.</summary>
internal sealed record Picture(
    IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedEdge> Edges, IReadOnlyList<Band> Bands, double Width, double Height)
{
    /// <summary>How many lines were too many to be led around boxes.</summary>
    public int Straight { get; init; }

    public Picture Moved(double x, double y) => this with
    {
        Nodes = [.. Nodes.Select(node => node with { Area = node.Area.Moved(x, y) })],
        Edges = [.. Edges.Select(edge => edge with { Stretches = Array.ConvertAll(edge.Stretches, stretch => stretch.Moved(x, y)) })],
        Bands = [.. Bands.Select(band => band with { Area = band.Area.Moved(x, y) })],
    };
}
