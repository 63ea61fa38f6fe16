using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pawl.Host.Drawing;

namespace Pawl.Tests.Unit.Drawing;

internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Holds(Box other) => Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

    public bool HasInside(double x, double y) => x > Left + 0.2 && x < Right - 0.2 && y > Top + 0.2 && y < Bottom - 0.2;
}

/// <summary>Reads a picture back with an XML reader of its own.</summary>
internal sealed partial class DrawnSvg
{
    private readonly XElement[] _all;

    public DrawnSvg(DrawnGraph graph)
    {
        Text = SvgDrawing.Draw(graph);
        Root = XDocument.Parse(Text).Root!;
        _all = [.. Root.Descendants()];
        Nodes = [.. Having("data-id").Select(node => (node.Attribute("data-id")!.Value, Rectangle(node.Elements().Single(part => part.Name.LocalName == "rect"))))];
        Edges = [.. Having("data-from").Select(edge => new Line(
            edge.Attribute("data-from")!.Value,
            edge.Attribute("data-to")!.Value,
            edge.Elements().SingleOrDefault(part => part.Name.LocalName == "text"),
            edge.Attribute("class")!.Value.Contains("trigger", StringComparison.Ordinal),
            Points(edge.Elements().Single(part => part.Name.LocalName == "path").Attribute("d")!.Value)))];
    }

    public sealed record Line(string From, string To, XElement? Label, bool Trigger, (double X, double Y)[] Points);

    public string Text { get; }
    public XElement Root { get; }
    public (string Id, Box Box)[] Nodes { get; }
    public Line[] Edges { get; }

    public Box[] Grounds(string style) => [.. _all.Where(part => part.Attribute("class")?.Value == style && part.Name.LocalName == "rect").Select(Rectangle)];

    public static Box LabelBox(XElement label)
    {
        var (right, baseline) = (Number(label, "x"), Number(label, "y"));
        return new Box(right - (6.1 * label.Value.Length), baseline - 7, right, baseline);
    }

    private IEnumerable<XElement> Having(string attribute) => _all.Where(part => part.Attribute(attribute) is not null);

    private static Box Rectangle(XElement part)
    {
        var (x, y) = (Number(part, "x"), Number(part, "y"));
        return new Box(x, y, x + Number(part, "width"), y + Number(part, "height"));
    }

    private static double Number(XElement part, string name) => double.Parse(part.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The path's commands M, C and H, curves sampled.</summary>
    private static (double X, double Y)[] Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (Match command in Command().Matches(path))
        {
            var at = points.LastOrDefault();
            var n = command.Groups["numbers"].Value.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            if (command.Groups["verb"].Value == "M") points.Add((n[0], n[1]));
            else if (command.Groups["verb"].Value == "H") for (var i = 1; i <= 25; i++) points.Add((at.X + ((n[0] - at.X) * i / 25), at.Y));
            else for (var i = 1; i <= 25; i++) points.Add((Curve(i / 25.0, at.X, n[0], n[2], n[4]), Curve(i / 25.0, at.Y, n[1], n[3], n[5])));
        }

        return [.. points];
    }

    private static double Curve(double t, double a, double b, double c, double d)
    {
        var u = 1 - t;
        return (u * u * u * a) + (3 * u * u * t * b) + (3 * u * t * t * c) + (t * t * t * d);
    }

    [GeneratedRegex("(?<verb>[MCH])(?<numbers>[^MCH]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Command();
}
