using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Host.Drawing.Layout;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>The graph as a Mermaid flowchart, which GitHub and others draw: subgraphs by symbol and time frame, colours by family.</summary>
public static class MermaidDrawing
{
    private const int MostLabel = 48;

    /// <returns>One <c>flowchart</c>, ending with a newline.</returns>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph)
    {
        var shape = new GraphShape(graph);
        var families = new Families(shape.Nodes);
        var to = new StringBuilder();
        var title = graph.Rules.Length == 0 ? graph.Title : $"{graph.Title}, {graph.Rules}";
        to.Append("---\ntitle: ").Append(JsonSerializer.Serialize(CleanText.Of(title))).Append("\n---\nflowchart LR\n");
        WriteNodes(to, shape, families);
        for (var edge = 0; edge < shape.Edges.Length; edge++)
        {
            var label = shape.Edges[edge].Label is { Length: > 0 } text ? $"|{Quoted(text)}|" : "";
            to.Append(Text($"  n{shape.From[edge]} {(shape.Edges[edge].Trigger ? "-.->" : "-->")}{label} n{shape.To[edge]}\n"));
        }

        for (var family = 0; family < families.Hues.Length; family++)
        {
            var hue = families.Hues[family];
            to.Append(Text($"  classDef f{family} fill:{hue.Fill},stroke:{hue.Line},color:#0f172a\n"));
        }

        if (shape.Nodes.Any(node => !node.Published)) to.Append("  classDef unpublished stroke-dasharray:4 3\n");
        return to.ToString();
    }

    private static void WriteNodes(StringBuilder to, GraphShape shape, Families families)
    {
        var lanes = new Lanes(shape.Nodes);
        var clusters = new Clusters(lanes);
        var open = new Stack<Cluster>();
        foreach (var (lane, nodes) in Enumerable.Range(0, shape.Nodes.Length).GroupBy(node => lanes.Of[node]).OrderBy(lane => lane.Key).Select(lane => (lanes.All[lane.Key], lane)))
        {
            var inner = clusters.Of(lane.Symbol, lane.TimeFrame);
            var outer = inner?.Parent is { } parent ? clusters.All.Find(cluster => cluster.Id == parent) : null;
            while (open.Count > 0 && open.Peek() != outer && open.Peek() != inner) Close();
            if (outer is not null && !open.Contains(outer)) Open(outer);
            if (inner is not null && !open.Contains(inner)) Open(inner);
            foreach (var node in nodes) WriteNode(to, shape.Nodes[node], node, families.Of[node], open.Count);
        }

        while (open.Count > 0) Close();

        void Open(Cluster cluster)
        {
            to.Append(Indent(open.Count)).Append("subgraph ").Append(cluster.Id).Append('[').Append(Quoted(cluster.Label)).Append("]\n");
            open.Push(cluster);
        }

        void Close()
        {
            open.Pop();
            to.Append(Indent(open.Count)).Append("end\n");
        }
    }

    private static void WriteNode(StringBuilder to, DrawnNode node, int index, int family, int depth)
    {
        string[] lines = node.Subtitle.Length == 0 ? [node.Title] : [node.Title, node.Subtitle];
        to.Append(Indent(depth)).Append(Text($"n{index}[{Quoted(lines)}]:::f{family}\n"));
        if (!node.Published) to.Append(Indent(depth)).Append(Text($"class n{index} unpublished\n"));
    }

    private static string Indent(int depth) => new(' ', 2 * (depth + 1));

    private static string Quoted(params string[] lines) => '"' + string.Join("<br>", lines.Select(line =>
        string.Concat(TextWidth.Cut(CleanText.Of(line), MostLabel).EnumerateRunes().Select(Escaped)))) + '"';

    /// <summary>
    /// All but letters, digits and a few marks becomes an entity, so that nothing can mean anything; at the beginning all
    /// but letters, for <c>1.</c> would begin a list.
    /// </summary>
    private static string Escaped(Rune rune, int at) =>
        Rune.IsLetter(rune) || (at > 0 && (Rune.IsDigit(rune) || rune.Value is ' ' or '.' or ',' or '(' or ')' or '_' or '-' or '=' or '@' or '…'))
            ? rune.ToString()
            : Text($"#{rune.Value};");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
