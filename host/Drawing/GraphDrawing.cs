using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>
/// A compiled pipeline as boxes and lines. The hidden numbers behind the fields of candles are no boxes of their own:
/// the field stands at the line.
/// </summary>
internal sealed class GraphDrawing
{
    private readonly Graph graph;
    private readonly CandleDriver driver;
    private readonly List<DrawnNode> boxes = [];
    private readonly List<DrawnEdge> lines = [];

    private GraphDrawing(Graph graph)
    {
        this.graph = graph;
        driver = new CandleDriver(graph);
        foreach (Source source in graph.Sources)
        {
            Add(source);
        }

        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not null))
        {
            Add(node);
        }
    }

    public static DrawnGraph Of(Graph graph)
    {
        GraphDrawing drawing = new(graph);
        return new DrawnGraph(graph.Name, drawing.boxes, drawing.lines);
    }

    private void Add(Source source)
    {
        bool isCandle = source.Kind == ReferenceKind.Candle;
        boxes.Add(new DrawnNode(
            IdOf(source), NameOf(source), "", isCandle ? "candles" : "source", SymbolOf(source.Symbol), FrameOf(source.TimeFrame),
            Published: !isCandle || source.Channel >= 0));
        if (isCandle && (driver.LowerOf(source) ?? graph.Sources.FirstOrDefault(s => s.Kind == ReferenceKind.Tick && s.Symbol == source.Symbol)) is { } from)
        {
            lines.Add(new DrawnEdge(IdOf(from), IdOf(source), null, Trigger: false));
        }
    }

    private void Add(GraphNode node)
    {
        string id = IdOf(node);
        string[] names = node.Ids.IsEmpty ? [node.Id] : [.. node.Ids];
        string kind = string.Join(' ', node.Arguments.Select(a => a.Text).Prepend(node.Kind!.Name));
        boxes.Add(new DrawnNode(
            id, string.Join(" = ", names), kind, node.Kind.Family, SymbolOf(node.Symbol), FrameOf(node.TimeFrame), Published: !node.Ids.IsEmpty));
        foreach ((string name, int producer, string field) in node.Inputs)
        {
            (string from, string part) = Resolve(producer, field);
            bool ambiguous = node.Kind.Inputs.Count(i => i.ValueType == node.Kind.Inputs.First(own => own.Name == name).ValueType) > 1;
            string[] label = [.. new[] { ambiguous ? name : "", part }.Where(text => text.Length > 0)];
            lines.Add(new DrawnEdge(from, id, label.Length == 0 ? null : string.Join(": ", label), Trigger: false));
        }

        foreach (int trigger in node.Triggers)
        {
            string from = Resolve(trigger, "").From;
            if (!lines.Exists(l => l.From == from && l.To == id))
            {
                lines.Add(new DrawnEdge(from, id, null, Trigger: true));
            }
        }
    }

    /// <summary>The box behind a producer, and the field that is read of it.</summary>
    private (string From, string Field) Resolve(int producer, string field)
    {
        if (producer < 0)
        {
            return (IdOf(graph.Sources[~producer]), field);
        }

        GraphNode node = graph.Nodes.First(n => n.Index == producer);
        return node.Kind is null ? Resolve(node.Inputs[0].Producer, node.Inputs[0].Field) : (IdOf(node), field);
    }

    private string IdOf(Source source) => IdOf(NameOf(source), source.Symbol);

    private string IdOf(GraphNode node) => IdOf(node.Id, node.Symbol);

    private string IdOf(string name, int symbol) => graph.Symbols.Length == 1 ? name : $"{name}@{graph.Symbols[symbol]}";

    private static string NameOf(Source source) => new InputReference(source.Kind, source.TimeFrame, null, null, null).ToString();

    private string? SymbolOf(int symbol) => graph.Symbols[symbol] is { Length: > 0 } name ? name : null;

    private static string? FrameOf(TimeFrame frame) => frame == default ? null : frame.ToString();
}
