using System.Globalization;
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
    private readonly Dictionary<int, GraphNode> nodes;
    private readonly Dictionary<string, DrawnKind> kinds = new(StringComparer.Ordinal);
    private readonly List<DrawnNode> boxes = [];
    private readonly List<DrawnEdge> lines = [];

    private GraphDrawing(Graph graph)
    {
        this.graph = graph;
        driver = new CandleDriver(graph);
        nodes = graph.Nodes.ToDictionary(n => n.Index);
        Dictionary<int, Source> ticks = graph.Sources.Where(s => s.Kind == ReferenceKind.Tick).ToDictionary(s => s.Symbol);
        foreach (Source source in graph.Sources)
        {
            Add(source, ticks);
        }

        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not null))
        {
            Add(node);
        }
    }

    /// <param name="graph">What to draw.</param>
    /// <param name="rules">Whose rules the candles follow; empty for nobody's.</param>
    public static DrawnGraph Of(Graph graph, string rules = "")
    {
        GraphDrawing drawing = new(graph);
        return new DrawnGraph(graph.Name, drawing.boxes, drawing.lines) { Symbols = graph.DeclaredSymbols, Rules = rules, Kinds = [.. drawing.kinds.Values] };
    }

    private void Add(Source source, Dictionary<int, Source> ticks)
    {
        bool isCandle = source.Kind == ReferenceKind.Candle;
        bool published = !isCandle || source.Channel >= 0;
        DrawnKind kind = SourceKinds.Of(source.Kind);
        kinds.TryAdd(kind.Name, kind);
        boxes.Add(new DrawnNode(IdOf(source), NameOf(source), "", kind.Family, SymbolOf(source.Symbol), FrameOf(source.TimeFrame), published)
        {
            Kind = kind.Name,
            PublishedAs = source.Channel >= 0 ? [NameOf(source)] : [],
        });
        if (isCandle && (driver.LowerOf(source) ?? ticks.GetValueOrDefault(source.Symbol)) is { } from)
        {
            lines.Add(new DrawnEdge(IdOf(from), IdOf(source), null, Trigger: false));
        }
    }

    private void Add(GraphNode node)
    {
        KindDescriptor kind = node.Kind!;
        kinds.TryAdd(kind.Name, KindOf(kind));
        string id = IdOf(node);
        string[] names = node.Ids.IsEmpty ? [node.Id] : [.. node.Ids];
        string subtitle = string.Join(' ', node.Arguments.Select(a => a.Text).Prepend(kind.Name));
        boxes.Add(new DrawnNode(id, string.Join(" = ", names), subtitle, kind.Family, SymbolOf(node.Symbol), FrameOf(node.TimeFrame), !node.Ids.IsEmpty)
        {
            Kind = kind.Name,
            PublishedAs = node.Ids,
            Parameters = ParametersOf(node),
            WarmUp = node.WarmUp,
        });

        HashSet<string> wakers = [.. node.Triggers.Select(trigger => Resolve(trigger, "").From)];
        HashSet<string> read = [];
        foreach ((string name, int producer, string field) in node.Inputs)
        {
            (string from, string part) = Resolve(producer, field);
            read.Add(from);
            bool ambiguous = kind.Inputs.Count(i => i.ValueType == kind.Inputs.First(own => own.Name == name).ValueType) > 1;
            string[] label = [.. new[] { ambiguous ? name : "", part }.Where(text => text.Length > 0)];
            lines.Add(new DrawnEdge(from, id, label.Length == 0 ? null : string.Join(": ", label), Trigger: false)
            {
                Input = name,
                Field = part.Length == 0 ? null : part,
                Wakes = wakers.Count == 0 || wakers.Contains(from),
            });
        }

        lines.AddRange(node.Triggers.Select(trigger => Resolve(trigger, "").From).Where(read.Add)
            .Select(from => new DrawnEdge(from, id, null, Trigger: true)));
    }

    /// <summary>The box behind a producer, and the field that is read of it.</summary>
    private (string From, string Field) Resolve(int producer, string field)
    {
        if (producer < 0)
        {
            return (IdOf(graph.Sources[~producer]), field);
        }

        GraphNode node = nodes[producer];
        return node.Kind is null ? Resolve(node.Inputs[0].Producer, node.Inputs[0].Field) : (IdOf(node), field);
    }

    private static DrawnKind KindOf(KindDescriptor kind) => new(
        kind.Name, kind.Family, kind.Summary, kind.Formula, kind.Source, kind.Output.Name, SourceKinds.FieldsOf(kind.Output));

    internal static DrawnParameter[] ParametersOf(GraphNode node)
    {
        Dictionary<string, string> written = node.Arguments.ToDictionary(a => a.Name, a => a.Text, StringComparer.Ordinal);
        IEnumerable<DrawnParameter> own = node.Kind!.Parameters.Select(p => new DrawnParameter(
            p.Name, ValueOf(p.Type, written.GetValueOrDefault(p.Name, p.Default)), written.ContainsKey(p.Name)));
        IEnumerable<DrawnParameter> further = node.Arguments.Where(a => node.Kind.Parameters.All(p => p.Name != a.Name))
            .Select(a => new DrawnParameter(a.Name, a.Text, Written: true));
        return [.. own, .. further];
    }

    /// <summary>Whole and floating numbers as such; exact decimals and words stay text.</summary>
    private static object ValueOf(Type type, string text)
    {
        if ((type == typeof(int) || type == typeof(long)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return whole;
        }

        return type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : text;
    }

    private string IdOf(Source source) => IdOf(NameOf(source), source.Symbol);

    private string IdOf(GraphNode node) => IdOf(node.Id, node.Symbol);

    private string IdOf(string name, int symbol) => graph.Symbols.Length == 1 ? name : $"{name}@{graph.Symbols[symbol]}";

    private static string NameOf(Source source) => new InputReference(source.Kind, source.TimeFrame, source.Strategy, null, null).ToString();

    private string? SymbolOf(int symbol) => graph.Symbols[symbol] is { Length: > 0 } name ? name : null;

    private static string? FrameOf(TimeFrame frame) => frame == default ? null : frame.ToString();
}
