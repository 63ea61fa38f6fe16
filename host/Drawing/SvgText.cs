using System.Globalization;
using System.Text;
using System.Xml;
using Pawl.Host.Drawing.Layout;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>Writes SVG; every text and attribute is cleaned and escaped here and nowhere else.</summary>
internal sealed class SvgText
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    private readonly StringBuilder _to = new();
    private readonly XmlWriter _xml;

    public SvgText() => _xml = XmlWriter.Create(_to, new XmlWriterSettings
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = "",
        NewLineChars = "\n",
    });

    /// <summary>A number with at most one decimal: finer than the eye, and short.</summary>
    public static string Number(double value) => ((Math.Round(value * 10) / 10) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Level stretches that follow each other are one stroke.</summary>
    public static string Path(Stretch[] stretches)
    {
        var path = new StringBuilder();
        path.Append($"M{Number(stretches[0].X)} {Number(stretches[0].Y)}");
        var at = Number(stretches[0].X);
        foreach (var stretch in stretches)
        {
            var (start, end) = (Number(stretch.Y), Number(stretch.EndY));
            if (start == end) continue;
            var (from, middle, bend) = (Number(stretch.X), Number((stretch.X + stretch.Bend) / 2), Number(stretch.Bend));
            if (at != from) path.Append($"H{from}");
            path.Append($"C{middle} {start} {middle} {end} {bend} {end}");
            at = bend;
        }

        return path.Append($"H{Number(stretches[^1].EndX)}").ToString();
    }

    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(element, Namespace);
        foreach (var (name, value) in attributes) _xml.WriteAttributeString(name, CleanText.Of(value));
    }

    public void Close() => _xml.WriteEndElement();

    public void Whole(string element, string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        if (text is not null) _xml.WriteString(CleanText.Of(text));
        Close();
    }

    /// <summary>Our own text, line breaks and all.</summary>
    public void Raw(string element, string text)
    {
        Open(element);
        _xml.WriteString(text);
        Close();
    }

    public void Box(string style, Area area, double radius, params ReadOnlySpan<(string Name, string Value)> further) => Whole("rect", null,
        [("class", style), ("x", Number(area.X)), ("y", Number(area.Y)), ("width", Number(area.Width)), ("height", Number(area.Height)), ("rx", Number(radius)), .. further]);

    /// <summary>A line of text, cut to the room there is.</summary>
    public void Label(string text, string style, double x, double y, double room, double size, bool bold = false, params ReadOnlySpan<(string Name, string Value)> further) =>
        Whole("text", TextWidth.Fit(CleanText.Of(text), room, size, bold), [("class", style), ("x", Number(x)), ("y", Number(y)), .. further]);

    public override string ToString()
    {
        _xml.Flush();
        return _to.Append('\n').ToString();
    }
}
