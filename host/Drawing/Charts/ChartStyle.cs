using System.Globalization;
using System.Text;

namespace Pawl.Host.Drawing.Charts;

/// <summary>The style sheet of a chart: light, and dark where the viewer prefers it.</summary>
internal static class ChartStyle
{
    private static readonly (string Light, string Dark)[] Lines =
        [("#2563eb", "#60a5fa"), ("#d97706", "#fbbf24"), ("#9333ea", "#c084fc"), ("#0d9488", "#2dd4bf"), ("#db2777", "#f472b6"), ("#64748b", "#94a3b8")];

    /// <summary>The class of the line with this number.</summary>
    public static string Class(int line) => string.Create(CultureInfo.InvariantCulture, $"l{line % Lines.Length}");

    public static string Write() =>
        """

        text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 11px }
        .title { font-size: 13px; font-weight: 600 }
        .key { font-weight: 600 }
        .up, .down, .line, .grid, .axis { fill: none }
        .up, .down { stroke-width: 1px }
        .body { stroke-width: 3.4px }
        .line { stroke-width: 1.6px; stroke-linejoin: round }
        .box { stroke-width: 1.2px; fill-opacity: .18 }

        """ + Colours(pair => pair.Light) + "@media (prefers-color-scheme: dark) {\n" + Colours(pair => pair.Dark) + "}\n";

    private static string Colours(Func<(string Light, string Dark), string> pick)
    {
        StringBuilder css = new($$"""
            .page { fill: {{pick(("#ffffff", "#0d1117"))}} }
            .title { fill: {{pick(("#0f172a", "#e6edf3"))}} }
            .label { fill: {{pick(("#5b6778", "#93a1b2"))}} }
            .grid { stroke: {{pick(("#e9edf2", "#1c2530"))}} }
            .up { stroke: {{pick(("#8fb8a5", "#3f7a62"))}} }
            .down { stroke: {{pick(("#d9a3a3", "#8a4b4f"))}} }

            """);
        for (int i = 0; i < Lines.Length; i++)
        {
            css.Append(CultureInfo.InvariantCulture, $$"""
                .line.{{Class(i)}}, .box.{{Class(i)}} { stroke: {{pick(Lines[i])}} }
                .key.{{Class(i)}}, .dot.{{Class(i)}}, .box.{{Class(i)}} { fill: {{pick(Lines[i])}} }

                """);
        }

        return css.ToString();
    }
}
