using System.Globalization;
using System.Text;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>The graph as a listing for a terminal: the sources, then each rank, each node with its inputs.</summary>
public static class TextDrawing
{
    private sealed record Marks(string Top, string Branch, string Last, string Trunk, string Published, string Hidden, string Reads, string After);

    private sealed record Line(string Id, string Colour, string Place, string What, string[] Inputs, bool Published, int Rank);

    private static readonly Marks Fine = new("┌ ", "├─", "└─", "│ ", "● ", "○ ", "← ", "⇠ ");
    private static readonly Marks Plain = new("+ ", "|-", "`-", "| ", "* ", "o ", "<- ", "<~ ");

    private const int MinimalWidth = 24;
    private const int LeastInputs = 24;
    private const int Gap = 2;

    /// <param name="graph">What to draw.</param>
    /// <param name="width">Columns of the terminal; lines are wrapped to it. Less than 24 counts as 24.</param>
    /// <param name="ascii">Only characters that every terminal and log has.</param>
    /// <param name="colour">Ids in the colours of their families, by escape sequences that terminals know.</param>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph, int width = 100, bool ascii = false, bool colour = false)
    {
        width = Math.Max(width, MinimalWidth);
        var shape = new GraphShape(graph);
        var marks = ascii ? Plain : Fine;
        var lines = Lines(shape, marks, text => Shown(text, ascii), colour);
        var to = new StringBuilder();
        var counts = string.Create(CultureInfo.InvariantCulture, $"{shape.Nodes.Length} nodes, {shape.Edges.Length} edges");
        if (graph.Rules.Length > 0) counts += "; " + Shown(graph.Rules, ascii);
        foreach (var part in TextWrap.Wrap([Shown(graph.Title, ascii) + ":", counts], width)) to.Append(part).Append('\n');

        var table = new Columns(lines, width);
        foreach (var rank in lines.GroupBy(line => line.Rank))
        {
            to.Append('\n').Append(marks.Top).Append(rank.Key == 0 ? "sources" : string.Create(CultureInfo.InvariantCulture, $"rank {rank.Key}")).Append('\n');
            var nodes = rank.ToArray();
            for (var i = 0; i < nodes.Length; i++)
            {
                var last = i == nodes.Length - 1;
                var dot = nodes[i].Published ? marks.Published : marks.Hidden;
                Write(to, (last ? marks.Last : marks.Branch) + dot, last ? "    " : marks.Trunk + "  ", table.Rows(nodes[i]));
            }
        }

        WriteKey(to, shape, marks, width);
        return to.ToString();
    }

    private static Line[] Lines(GraphShape shape, Marks marks, Func<string, string> shown, bool colour)
    {
        var families = new Families(shape.Nodes);
        var lanes = new Lanes(shape.Nodes);
        return [.. Enumerable.Range(0, shape.Nodes.Length)
            .OrderBy(node => shape.Rank[node]).ThenBy(node => lanes.Of[node])
            .Select(node => Describe(shape, node, colour ? Text($"\u001b[{families.Hues[families.Of[node]].Terminal}m") : "", marks, shown))];
    }

    private static Line Describe(GraphShape shape, int index, string colour, Marks marks, Func<string, string> shown)
    {
        var node = shape.Nodes[index];
        var isNamed = node.Id == node.Title || node.Id.StartsWith(node.Title + "@", StringComparison.Ordinal);
        string?[] what = [isNamed ? null : node.Title, node.Subtitle];
        var inputs = Array.ConvertAll(shape.In[index], edge => Input(shape.Edges[edge]));
        return new Line(shown(node.Id), colour, shown(Joined([node.Symbol, node.TimeFrame])), shown(Joined(what)), inputs, node.Published, shape.Rank[index]);

        string Input(DrawnEdge edge) =>
            (edge.Trigger ? marks.After : marks.Reads) + shown(edge.From) + (string.IsNullOrEmpty(edge.Label) ? "" : $" ({shown(edge.Label)})");
    }

    private static void Write(StringBuilder to, string first, string further, IEnumerable<string> rows)
    {
        var prefix = first;
        foreach (var row in rows)
        {
            to.Append((prefix + row).TrimEnd()).Append('\n');
            prefix = further;
        }
    }

    private static void WriteKey(StringBuilder to, GraphShape shape, Marks marks, int width)
    {
        var key = new List<string>();
        if (shape.Nodes.Any(node => !node.Published)) key.AddRange([marks.Published + "published ", marks.Hidden + "hidden "]);
        if (shape.Edges.Any(edge => edge.Trigger)) key.AddRange([marks.Reads + "reads ", marks.After + "only wakes"]);
        if (key.Count == 0) return;
        to.Append('\n');
        foreach (var row in TextWrap.Wrap(key, width)) to.Append(row.TrimEnd()).Append('\n');
    }

    private static string Joined(IEnumerable<string?> parts) => string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string text, bool ascii)
    {
        var clean = CleanText.Of(text);
        return ascii ? string.Concat(clean.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : "?")) : clean;
    }

    /// <summary>Id, place, description and inputs in columns where the width allows it, else beneath each other.</summary>
    private sealed class Columns(Line[] lines, int width)
    {
        private readonly int _id = lines.Select(line => TextCells.Of(line.Id)).DefaultIfEmpty().Max();
        private readonly int _place = lines.Select(line => TextCells.Of(line.Place)).DefaultIfEmpty().Max();
        private readonly int _what = lines.Select(line => TextCells.Of(line.What)).DefaultIfEmpty().Max();
        private readonly int _room = width - Indent;

        private const int Indent = 4;

        public IEnumerable<string> Rows(Line line)
        {
            var left = Taken(_id) + Taken(_place) + Taken(_what);
            if (_room - left < LeastInputs) return Stacked(line);
            var start = Painted(line, line.Id) + new string(' ', Taken(_id) - TextCells.Of(line.Id)) + Padded(line.Place, _place) + Padded(line.What, _what);
            var inputs = TextWrap.Wrap(line.Inputs, _room - left);
            return inputs.Count == 0 ? [start] : inputs.Select((row, i) => (i == 0 ? start : new string(' ', left)) + row);
        }

        private IEnumerable<string> Stacked(Line line)
        {
            string[] about = [line.Place, line.What];
            return TextWrap.Wrap([line.Id], _room).Select(row => Painted(line, row))
                .Concat(TextWrap.Wrap(about.Where(part => part.Length > 0), _room - Gap).Select(row => "  " + row))
                .Concat(TextWrap.Wrap(line.Inputs, _room - Gap).Select(row => "  " + row));
        }

        private static string Painted(Line line, string text) => line.Colour.Length == 0 ? text : line.Colour + text + "\u001b[0m";

        private static int Taken(int column) => column == 0 ? 0 : column + Gap;

        private static string Padded(string text, int column) => text + new string(' ', Taken(column) - TextCells.Of(text));
    }
}
