using System.Globalization;
using System.Text;
using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing;

/// <summary>The style sheet of the picture: sizes once, colours twice.</summary>
internal static class SvgStyle
{
    private static readonly string Shapes = string.Create(CultureInfo.InvariantCulture, $$"""

        text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: {{Measures.LabelSize}}px }
        .head { font-size: 19px; font-weight: 600 }
        .counts { font-size: 11.5px }
        .legend .counts { font-size: 11px }
        .name { font-size: {{Measures.TitleSize}}px; font-weight: 600 }
        .about { font-size: {{Measures.SubtitleSize}}px }
        .symbol-name { font-size: 13px; font-weight: 600 }
        .frame-name { font-size: 11px; font-weight: 600 }
        .symbol-name, .frame-name, .input { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round }
        .input { text-anchor: end }
        .box { stroke-width: 1.3px }
        .hidden .box, rect.hidden { stroke-dasharray: 4 3 }
        .edge path, .sample { fill: none; stroke-width: 1.2px }
        .trigger path, path.trigger { stroke-dasharray: 4 3 }
        .edge:hover path { stroke-width: 2.6px; stroke-opacity: 1 }
        .edge path { stroke-opacity: .75 }

        """);

    public static string Class(int family) => string.Create(CultureInfo.InvariantCulture, $"f{family}");

    public static string Marker(int family) => string.Create(CultureInfo.InvariantCulture, $"tip{family}");

    /// <summary>For a file of its own: light, and dark where the viewer prefers it. Many viewers of SVG know no newer means.</summary>
    public static string OfFile(Families families) =>
        Shapes + Colours(families, (light, _) => light) + "@media (prefers-color-scheme: dark) {\n" + Colours(families, (_, dark) => dark) + "}\n";

    /// <summary>For a page that decides between light and dark by its property <c>color-scheme</c>.</summary>
    public static string OfPage(Families families) => Shapes + Colours(families, (light, dark) => $"light-dark({light}, {dark})");

    private static string Colours(Families families, Func<string, string, string> pick)
    {
        var css = new StringBuilder();
        var (symbol, frame) = (pick("#f6f8fa", "#131a23"), pick("#ffffff", "#0d1117"));
        var (rim, ink, soft) = (pick("#dde3ea", "#2a3441"), pick("#0f172a", "#e6edf3"), pick("#5b6778", "#93a1b2"));
        css.Append($$"""
            .page { fill: {{frame}} }
            .symbol { fill: {{symbol}}; stroke: {{rim}} }
            .frame { fill: {{frame}}; stroke: {{rim}} }
            .head, .name { fill: {{ink}} }
            .counts, .about, .input, .frame-name, .symbol-name { fill: {{soft}} }
            .symbol-name { stroke: {{symbol}} }
            .frame-name, .input { stroke: {{frame}} }
            .sample { stroke: {{soft}} }

            """);
        for (var family = 0; family < families.Hues.Length; family++)
        {
            var hue = families.Hues[family];
            var (fill, line) = (pick(hue.Fill, hue.DarkFill), pick(hue.Line, hue.DarkLine));
            css.Append($$"""
                .{{Class(family)}} .box { fill: {{fill}}; stroke: {{line}} }
                .edge.{{Class(family)}} path { stroke: {{line}} }
                .{{Class(family)}} .tip { fill: {{line}} }

                """);
        }

        return css.ToString();
    }
}
