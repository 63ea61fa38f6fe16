using System.Globalization;
using System.Text;
using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing;

/// <summary>The style sheet of the picture: sizes once, colours twice.</summary>
internal static class SvgStyle
{
    private const string Dark = "@media (prefers-color-scheme: dark) {\n";

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

    public static string Of(Families families)
    {
        var css = new StringBuilder(Shapes);
        Ground(css, page: "#ffffff", symbol: "#f6f8fa", frame: "#ffffff", rim: "#dde3ea", ink: "#0f172a", soft: "#5b6778");
        for (var i = 0; i < families.Hues.Length; i++) Family(css, i, families.Hues[i].Fill, families.Hues[i].Line);
        css.Append(Dark);
        Ground(css, page: "#0d1117", symbol: "#131a23", frame: "#0d1117", rim: "#2a3441", ink: "#e6edf3", soft: "#93a1b2");
        for (var i = 0; i < families.Hues.Length; i++) Family(css, i, families.Hues[i].DarkFill, families.Hues[i].DarkLine);
        return css.Append("}\n").ToString();
    }

    private static void Ground(StringBuilder css, string page, string symbol, string frame, string rim, string ink, string soft) => css.Append($$"""
        .page { fill: {{page}} }
        .symbol { fill: {{symbol}}; stroke: {{rim}} }
        .frame { fill: {{frame}}; stroke: {{rim}} }
        .head, .name { fill: {{ink}} }
        .counts, .about, .input, .frame-name, .symbol-name { fill: {{soft}} }
        .symbol-name { stroke: {{symbol}} }
        .frame-name, .input { stroke: {{frame}} }
        .sample { stroke: {{soft}} }

        """);

    private static void Family(StringBuilder css, int family, string fill, string line) => css.Append($$"""
        .{{Class(family)}} .box { fill: {{fill}}; stroke: {{line}} }
        .edge.{{Class(family)}} path { stroke: {{line}} }
        .{{Class(family)}} .tip { fill: {{line}} }

        """);
}
