using System.Globalization;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Engine;

/// <summary>One output as the naive interpreter expects it.</summary>
public sealed record NaiveOutput(string Node, int Symbol, string Frame, object Value);

/// <summary>
/// What a pipeline means, written as plainly as possible: boxed values by name, recursion, nothing shared, nothing
/// skipped. Each declared node of each symbol is computed by itself.
/// </summary>
public sealed class NaiveGraph
{
    private readonly RandomPipeline pipeline;
    private readonly Dictionary<(int Symbol, string Id), Node> nodes = [];
    private readonly Dictionary<(int Symbol, string Source), (object Value, long Cycle)> sources = [];
    private long cycle;

    public NaiveGraph(RandomPipeline pipeline)
    {
        this.pipeline = pipeline;
        for (int symbol = 0; symbol < (pipeline.Crosses ? pipeline.Symbols.Count : 1); symbol++)
        {
            foreach (NaiveDeclaration declaration in pipeline.Nodes)
            {
                nodes.Add((symbol, declaration.Id), new Node(declaration, symbol));
            }
        }
    }

    /// <summary>The nodes that ran in the last cycle.</summary>
    public HashSet<(int Symbol, string Id)> Ran { get; } = [];

    /// <summary>Runs one cycle in which some sources got values.</summary>
    public List<NaiveOutput> Run(IReadOnlyList<(int Symbol, string Source, object Value)> written)
    {
        cycle++;
        Ran.Clear();
        List<NaiveOutput> outputs = [];
        foreach ((int symbol, string source, object value) in written)
        {
            sources[(symbol, source)] = (value, cycle);
            if (pipeline.Candles.Any(frame => source == $"candle({frame})") && symbol < (pipeline.Crosses ? pipeline.Symbols.Count : 1))
            {
                outputs.Add(new NaiveOutput(source, symbol, FrameOf(source), value));
            }
        }

        foreach (Node node in nodes.Values)
        {
            Visit(node);
        }

        IEnumerable<Node> published = nodes.Values
            .Where(n => n.Cycle == cycle && n.Declaration.Publish)
            .OrderBy(Rank).ThenBy(n => n.Declaration.Id, StringComparer.Ordinal).ThenBy(n => n.Symbol);
        foreach (Node node in published)
        {
            IEnumerable<object> values = node.Value is List<Pulse> pulses ? pulses.Cast<object>() : [node.Value!];
            outputs.AddRange(values.Select(v => new NaiveOutput(node.Declaration.Id, node.Symbol, Frame(node), v)));
        }

        return outputs;
    }

    private void Visit(Node node)
    {
        if (node.Visited == cycle)
        {
            return;
        }

        node.Visited = cycle;
        foreach (Node before in Producers(node))
        {
            Visit(before);
        }

        List<NaiveInput> inputs = node.Declaration.Inputs;
        bool wakes = node.Declaration.Triggers.Count == 0
            ? inputs.Any(i => IsNew(node, i, IsNumber(node, i)))
            : node.Declaration.Triggers.Any(t => Triggers(node, t));
        bool ready = inputs.All(i => CycleOf(node, i) > 0 || i.Name == "other");
        if (wakes && ready)
        {
            Ran.Add((node.Symbol, node.Declaration.Id));
            if (Step(node) is { } value)
            {
                node.Value = value;
                node.Cycle = cycle;
            }
        }
    }

    private bool Triggers(Node node, NaiveInput trigger)
    {
        NaiveInput[] read = [.. node.Declaration.Inputs.Where(i => IsNumber(node, i) && SameProducer(node, i, trigger))];
        return trigger.Field is not null ? IsNew(node, trigger, asNumber: true)
            : read.Length > 0 ? read.Any(i => IsNew(node, i, asNumber: true))
            : IsNew(node, trigger, asNumber: false);
    }

    private bool SameProducer(Node node, NaiveInput a, NaiveInput b) =>
        a.Node is not null && b.Node is not null
            ? Canonical(SymbolOf(node, a), a.Node) == Canonical(SymbolOf(node, b), b.Node)
            : a.Node == b.Node && a.Source == b.Source && SymbolOf(node, a) == SymbolOf(node, b);

    /// <summary>Equal nodes are one producer: a number for each class of them.</summary>
    private int Canonical(int symbol, string id)
    {
        Node node = nodes[(symbol, id)];
        if (node.Class == 0)
        {
            string key = Key(node);
            node.Class = classes.TryGetValue(key, out int found) ? found : classes.Count + 1;
            classes[key] = node.Class;
        }

        return node.Class;
    }

    private readonly Dictionary<string, int> classes = [];

    private string Key(Node node)
    {
        string inputs = string.Join(',', node.Declaration.Inputs.OrderBy(i => i.Name).Concat(node.Declaration.Triggers).Select(i => i.Node is null
            ? $"{i.Name}:{i.Source}.{i.Field}@{SymbolOf(node, i)}"
            : $"{i.Name}:{Canonical(SymbolOf(node, i), i.Node)}.{i.Field}"));
        return $"{node.Declaration.Kind}({node.Declaration.Parameter}|{node.Declaration.Inputs.Count}|{inputs}|{Frame(node)})";
    }

    private static bool IsNumber(Node node, NaiveInput input) => node.Declaration.Kind switch
    {
        "relay" or "latest" or "spread" or "height" or "seconds" => false,
        "gather" => input.Name == "other",
        _ => true,
    };

    private bool IsNew(Node node, NaiveInput input, bool asNumber) =>
        CycleOf(node, input) == cycle && !(asNumber && double.IsNaN(Number(node, input)));

    private long CycleOf(Node node, NaiveInput input) => input.Node is null
        ? sources.GetValueOrDefault((SymbolOf(node, input), input.Source)).Cycle
        : nodes[(SymbolOf(node, input), input.Node)].Cycle;

    private object ValueOf(Node node, NaiveInput input) => input.Node is null
        ? sources[(SymbolOf(node, input), input.Source)].Value
        : nodes[(SymbolOf(node, input), input.Node)].Value!;

    private int SymbolOf(Node node, NaiveInput input) => pipeline.Crosses ? input.Symbol ?? node.Symbol : 0;

    private IEnumerable<Node> Producers(Node node) => node.Declaration.Inputs.Concat(node.Declaration.Triggers)
        .Where(i => i.Node is not null)
        .Select(i => nodes[(SymbolOf(node, i), i.Node!)]);

    private double Number(Node node, NaiveInput input)
    {
        object value = ValueOf(node, input);
        return value switch
        {
            double number => number,
            Pair pair => input.Field switch { "low" => pair.Low, "high" => pair.High, _ => pair.Count == 3 ? double.NaN : pair.Count },
            List<Pulse> pulses => input.Field == "number" ? pulses[^1].Number : pulses[^1].Value,
            Tick tick => input.Field switch
            {
                "size" => Exact(tick.Size.Raw),
                "trade_id" => tick.TradeId == 0 ? double.NaN : tick.TradeId,
                _ => Exact(tick.Price.Raw),
            },
            Quote quote => Exact(input.Field switch { "bid" => quote.Bid.Raw, "ask" => quote.Ask.Raw, _ => quote.BidSize.Raw }),
            Candle candle => Number(candle, input.Field ?? "close"),
            _ => throw new InvalidOperationException($"{input} is not a number"),
        };
    }

    private static double Number(Candle candle, string field) => field switch
    {
        "open" => Exact(candle.Open.Raw),
        "high" => Exact(candle.High.Raw),
        "low" => Exact(candle.Low.Raw),
        "volume" => Exact((long)candle.Volume.Low),
        "trades" => candle.Trades == -1 ? double.NaN : candle.Trades,
        "hl2" => (Exact(candle.High.Raw) + Exact(candle.Low.Raw)) / 2,
        "hlc3" => (Exact(candle.High.Raw) + Exact(candle.Low.Raw) + Exact(candle.Close.Raw)) / 3,
        "ohlc4" => (Exact(candle.Open.Raw) + Exact(candle.High.Raw) + Exact(candle.Low.Raw) + Exact(candle.Close.Raw)) / 4,
        _ => Exact(candle.Close.Raw),
    };

    /// <summary>The number nearest to a decimal, as the run-time's own parser finds it.</summary>
    private static double Exact(long raw) =>
        double.Parse(((decimal)raw / 100_000_000m).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>What the kind says in this cycle; null for nothing.</summary>
    private object? Step(Node node)
    {
        List<NaiveInput> inputs = node.Declaration.Inputs;
        node.Runs++;
        switch (node.Declaration.Kind)
        {
            case "mix":
                return (node.Declaration.Parameter * Number(node, inputs[0])) + node.Runs;
            case "join":
                NaiveInput a = inputs.Single(i => i.Name == "a"), b = inputs.Single(i => i.Name == "b");
                return Number(node, a) - (2 * Number(node, b)) + ((cycle - CycleOf(node, a)) / 4.0) + ((cycle - CycleOf(node, b)) / 8.0)
                    + (CycleOf(node, a) == cycle ? 16 : 0) + (CycleOf(node, b) == cycle ? 32 : 0);
            case "total":
                double total = 0;
                for (int i = 0; i < inputs.Count; i++)
                {
                    total += (i + 1) * Number(node, inputs[i]);
                }

                return total;
            case "quiet":
                node.Sum += Number(node, inputs[0]);
                if (node.Runs % (long)node.Declaration.Parameter != 0)
                {
                    return null;
                }

                double sum = node.Sum;
                node.Sum = 0;
                return sum;
            case "undefined":
                return node.Runs % (long)node.Declaration.Parameter == 0 ? double.NaN : Number(node, inputs[0]);
            case "pair":
                node.Seen.Add(Number(node, inputs[0]));
                return new Pair { Low = node.Seen.Aggregate(Math.Min), High = node.Seen.Count == 1 ? double.NaN : node.Seen.Aggregate(Math.Max), Count = node.Seen.Count };
            case "burst":
                return Some(Enumerable.Range(0, (int)(node.Runs % 3)).Select(i => new Pulse { Value = Number(node, inputs[0]) + i, Number = node.Runs }));
            case "fails":
                return Some(new[] { 1, -1 }.Select(sign => new Pulse { Value = Number(node, inputs[0]), Number = sign * node.Runs }));
            default:
                return StepOfWholes(node, inputs);
        }
    }

    private object? StepOfWholes(Node node, List<NaiveInput> inputs)
    {
        NaiveInput first = inputs.FirstOrDefault(i => i.Name == "pulses") ?? inputs[0];
        object value = ValueOf(node, first);
        List<Pulse> now = value is List<Pulse> pulses && CycleOf(node, first) == cycle ? pulses : [];
        return node.Declaration.Kind switch
        {
            "relay" => Some(now.Where(p => p.Number % 5 != 0).SelectMany(p => new[] { p, p with { Value = -p.Value } })),
            "gather" => (1000 * node.Runs) + Weighted(now) + (CycleOf(node, inputs.Single(i => i.Name == "other")) == cycle ? 0.5 : 0),
            "latest" => ((List<Pulse>)value)[^1].Value + ((List<Pulse>)value)[^1].Number,
            "spread" => ((Pair)value).Low - ((Pair)value).Count,
            "height" => Exact(((Candle)value).High.Raw - ((Candle)value).Low.Raw),
            "seconds" => (double)(((Timestamp)value).Nanoseconds / 1_000_000_000),
            _ => throw new InvalidOperationException(node.Declaration.Kind),
        };
    }

    private static double Weighted(List<Pulse> pulses)
    {
        double sum = 0;
        for (int i = 0; i < pulses.Count; i++)
        {
            sum += (i + 1) * pulses[i].Value;
        }

        return sum;
    }

    private static List<Pulse>? Some(IEnumerable<Pulse> pulses) => pulses.ToList() is { Count: > 0 } some ? some : null;

    /// <summary>Longest path; reading a field of exact type as a number is a node of its own.</summary>
    private int Rank(Node node)
    {
        if (node.RankOrZero == 0)
        {
            int Before(NaiveInput input, bool asNumber) =>
                (input.Node is null ? 0 : Rank(nodes[(SymbolOf(node, input), input.Node)])) + (asNumber && IsExact(input) ? 1 : 0);
            IEnumerable<int> inputs = node.Declaration.Inputs.Select(i => Before(i, IsNumber(node, i)));
            IEnumerable<int> triggers = node.Declaration.Triggers.Select(t => Before(t, t.Field is "count" or "trade_id" or "trades"));
            node.RankOrZero = 1 + inputs.Concat(triggers).Max();
        }

        return node.RankOrZero;
    }

    private static bool IsExact(NaiveInput input) => input.Node is null
        || input.Field is "count" or "number";

    private string Frame(Node node) => node.Frame ??= node.Declaration.TimeFrame ?? node.Declaration.Inputs.Concat(node.Declaration.Triggers)
        .Select(i => i.Node is null ? FrameOf(i.Source) : Frame(nodes[(SymbolOf(node, i), i.Node)]))
        .Where(f => f != "tick")
        .DefaultIfEmpty("tick")
        .MinBy(f => f switch { "1m" => 1, "5m" => 5, "15m" => 15, "1h" => 60, "2h" => 120, _ => int.MaxValue })!;

    private static string FrameOf(string source) => source.Contains('(', StringComparison.Ordinal) ? source[(source.IndexOf('(', StringComparison.Ordinal) + 1)..^1] : "tick";

    private sealed class Node(NaiveDeclaration declaration, int symbol)
    {
        public NaiveDeclaration Declaration { get; } = declaration;

        public int Symbol { get; } = symbol;

        public object? Value { get; set; }

        public long Cycle { get; set; }

        public long Visited { get; set; }

        public long Runs { get; set; }

        public double Sum { get; set; }

        public List<double> Seen { get; } = [];

        public int RankOrZero { get; set; }

        public string? Frame { get; set; }

        public int Class { get; set; }
    }
}
