using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing;

/// <summary>What colours and strokes mean: only those that occur, wrapped to the width of the picture.</summary>
internal sealed class SvgLegend
{
    private const double Size = 11;
    private const double Row = 20;
    private const double Sample = 16;
    private const double Gap = 18;

    private enum Kind { Family, Hidden, Trigger }

    private readonly List<(Kind Kind, int Family, string Text, double X, double Y)> _entries = [];
    private readonly double _room;

    public double Height { get; }

    public SvgLegend(GraphShape shape, Families families, double room)
    {
        _room = room;
        double x = 0, y = 0;
        for (var family = 0; family < families.Names.Length; family++) Add(Kind.Family, family, families.Names[family]);
        if (shape.Nodes.Any(node => !node.Published)) Add(Kind.Hidden, 0, "hidden");
        if (shape.Edges.Any(edge => edge.Trigger)) Add(Kind.Trigger, 0, "only wakes");
        Height = _entries.Count == 0 ? 0 : y + Row;

        void Add(Kind kind, int family, string text)
        {
            var width = Math.Min(room, Sample + 6 + TextWidth.Of(text, Size) + Gap);
            if (x > 0 && x + width > room) (x, y) = (0, y + Row);
            _entries.Add((kind, family, text, x, y));
            x += width;
        }
    }

    public void Write(SvgText svg, double left, double top)
    {
        svg.Open("g", ("class", "legend"));
        foreach (var (kind, family, text, x, y) in _entries)
        {
            var sample = new Area(left + x, top + y + 3, Sample, 12);
            svg.Open("g", ("class", kind == Kind.Family ? SvgStyle.Class(family) : "stroke"));
            if (kind == Kind.Trigger) svg.Whole("path", null, ("class", "sample trigger"), ("d", $"M{SvgText.Number(sample.X)} {SvgText.Number(sample.Y + 6)}h{SvgText.Number(Sample)}"));
            else svg.Box(kind == Kind.Hidden ? "sample hidden" : "box", sample, 3.5);
            svg.Label(text, "counts", sample.Right + 6, top + y + 13, _room - Sample - 6, Size);
            svg.Close();
        }

        svg.Close();
    }
}
