using System.Globalization;
using System.Text;
using Pawl.Host.Drawing.Layout;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>The graph in the DOT language of Graphviz: clusters by symbol and time frame, colours by family.</summary>
public static class DotDrawing
{
    private const int MostLabel = 48;

    /// <returns>One <c>digraph</c>, ending with a newline.</returns>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph)
    {
        var shape = new GraphShape(graph);
        var families = new Families(shape.Nodes);
        var to = new StringBuilder();
        to.Append("digraph ").Append(Name(graph.Title)).Append(" {\n");
        string[] head = graph.Rules.Length == 0 ? [graph.Title] : [graph.Title, graph.Rules];
        to.Append(Text($"  graph [rankdir=LR, label={Quoted(head)}, labelloc=t, fontname=\"Helvetica\", fontsize=18, nodesep=0.2, ranksep=0.7, style=rounded, color=\"#cbd5e1\"];\n"));
        to.Append("  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, margin=\"0.14,0.06\"];\n");
        to.Append("  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.6, color=\"#64748b\"];\n");
        WriteNodes(to, shape, families);
        foreach (var edge in shape.Edges)
        {
            to.Append(Text($"  {Name(edge.From)} -> {Name(edge.To)}"));
            string?[] marks = [string.IsNullOrEmpty(edge.Label) ? null : $"label={Label(edge.Label)}", edge.Trigger ? "style=dashed" : null];
            var list = string.Join(", ", marks.Where(mark => mark is not null));
            to.Append(list.Length == 0 ? ";\n" : $" [{list}];\n");
        }

        return to.Append("}\n").ToString();
    }

    private static void WriteNodes(StringBuilder to, GraphShape shape, Families families)
    {
        var lanes = new Lanes(shape.Nodes);
        var cluster = 0;
        string? symbol = null;
        for (var lane = 0; lane < lanes.All.Length; lane++)
        {
            var home = lanes.All[lane];
            if (lane > 0 && symbol is not null && home.Symbol != symbol) to.Append("  }\n");
            if (home.Symbol is not null && (lane == 0 || home.Symbol != symbol)) Open(home.Symbol);
            symbol = home.Symbol;
            if (home.TimeFrame is not null) Open(home.TimeFrame);
            for (var node = 0; node < shape.Nodes.Length; node++)
                if (lanes.Of[node] == lane) WriteNode(to, shape.Nodes[node], families.Hues[families.Of[node]]);
            if (home.TimeFrame is not null) to.Append("  }\n");
        }

        if (symbol is not null) to.Append("  }\n");

        void Open(string label) => to.Append(Text($"  subgraph cluster_{cluster++} {{ label={Label(label)}; labeljust=l; fontsize=13;\n"));
    }

    private static void WriteNode(StringBuilder to, DrawnNode node, Hue hue)
    {
        string[] lines = node.Subtitle.Length == 0 ? [node.Title] : [node.Title, node.Subtitle];
        var label = Label(lines);
        var hint = lines.All(line => TextWidth.Cut(line, MostLabel) == line) ? Label(node.Id) : Quoted(lines);
        var style = node.Published ? "" : ", style=\"rounded,filled,dashed\"";
        to.Append(Text($"  {Name(node.Id)} [label={label}, tooltip={hint}, fillcolor=\"{hue.Fill}\", color=\"{hue.Line}\"{style}];\n"));
    }

    /// <summary>A quoted id: only the quote and the backslash mean something in it.</summary>
    private static string Name(string text) => '"' + Slashed(text) + '"';

    private static string Label(params string[] lines) => Quoted(Array.ConvertAll(lines, line => TextWidth.Cut(line, MostLabel)));

    /// <summary>A quoted text of one line or more: Graphviz reads HTML entities in it too.</summary>
    private static string Quoted(string[] lines) =>
        '"' + string.Join("\\n", lines.Select(line => Slashed(line).Replace("&", "&amp;", StringComparison.Ordinal))) + '"';

    private static string Slashed(string text) => CleanText.Of(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
