using Pawl.Engine;

namespace Pawl.Tests.Unit.Engine;

/// <summary>What an input reads, as the generator made it; the naive interpreter reads this, the compiler reads its text.</summary>
public sealed record NaiveInput(string Source, string? Node, string? Field, int? Symbol, string? Name)
{
    public string Text(IReadOnlyList<string> symbols) =>
        (Node is null ? Source : $"indicator({Node})") + (Field is null ? "" : "." + Field) + (Symbol is null ? "" : "@" + symbols[Symbol.Value]);
}

/// <summary>A node as the generator made it.</summary>
public sealed record NaiveDeclaration(string Id, string Kind, double Parameter)
{
    public List<NaiveInput> Inputs { get; init; } = [];

    public List<NaiveInput> Triggers { get; init; } = [];

    public bool Publish { get; init; } = true;

    public string? TimeFrame { get; init; }
}

/// <summary>A random pipeline: fan-in, fan-out, diamonds, equal nodes, quiet ones, triggers, several symbols.</summary>
public sealed class RandomPipeline
{
    private static readonly string[] Sources = ["tick", "quote", "candle(1m)", "candle(5m)", "candle(1h)", "clock(1m)", "clock(15m)"];
    private static readonly string[] NumberKinds = ["mix", "quiet", "undefined", "pair", "burst", "fails"];
    private static readonly string[] CandleFields = ["close", "open", "high", "low", "volume", "hl2", "hlc3", "ohlc4", "trades"];
    private readonly Random random;

    public RandomPipeline(int seed)
    {
        random = new Random(seed);
        // Sometimes so many that there are more sources than bits in a word.
        int symbols = random.Next(40) == 0 ? 14 : random.Next(4) switch { 0 => 0, 1 => 1, _ => 1 + random.Next(5) };
        Symbols = [.. Enumerable.Range(0, symbols).Select(i => "S" + i)];
        int count = random.Next(20) == 0 ? 50 + random.Next(50) : 1 + random.Next(20);
        List<int> names = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < count; i++)
        {
            int pick = random.Next(names.Count);
            string id = (names[pick] % 2 == 0 ? "n" : "N") + names[pick];
            names.RemoveAt(pick);
            Nodes.Add(Nodes.Count > 0 && random.Next(6) == 0 ? Any(Nodes) with { Id = id, Publish = random.Next(4) != 0 } : Make(id));
        }

        Candles = [.. new[] { "1m", "5m" }.Where(_ => random.Next(3) == 0)];
    }

    public IReadOnlyList<string> Symbols { get; }

    public IReadOnlyList<string> Candles { get; }

    public List<NaiveDeclaration> Nodes { get; } = [];

    public bool Crosses => Symbols.Count > 1 && Nodes.Any(n => n.Inputs.Concat(n.Triggers).Any(i => i.Symbol is not null));

    /// <summary>The same pipeline as written, its nodes in another order.</summary>
    public PipelineDeclaration Declare()
    {
        Place place = new("random.yaml", 1, 1);
        NodeDeclaration[] nodes = [.. Nodes.Select(n => new NodeDeclaration(n.Id, n.Kind, place, place)
        {
            Arguments = Argument(n, place),
            Inputs = [.. n.Inputs.Select(i => new InputDeclaration(i.Name, i.Text(Symbols), place))],
            Triggers = [.. n.Triggers.Select(i => new InputDeclaration(null, i.Text(Symbols), place))],
            Publish = n.Publish,
            TimeFrame = n.TimeFrame is null ? null : new Located<string>(n.TimeFrame, place),
        })];
        random.Shuffle(nodes);
        return new PipelineDeclaration("random", place)
        {
            Symbols = [.. Symbols.Select(s => new Located<string>(s, place))],
            Candles = [.. Candles.Select(f => new Located<string>(f, place))],
            Nodes = nodes,
        };
    }

    private static Argument[] Argument(NaiveDeclaration node, Place place)
    {
        string? name = node.Kind switch { "mix" => "factor", "quiet" or "undefined" => "every", _ => null };
        return name is null ? [] : [new Argument(name, node.Parameter.ToString(System.Globalization.CultureInfo.InvariantCulture), place, place)];
    }

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private NaiveDeclaration Make(string id)
    {
        NaiveDeclaration? pulses = Pick("burst", "relay", "fails");
        NaiveDeclaration? pairs = Pick("pair");
        string kind = random.Next(12) switch
        {
            0 or 1 => "join",
            2 or 3 => "total",
            4 when pulses is not null => "relay",
            5 when pulses is not null => "gather",
            6 when pulses is not null => "latest",
            7 when pairs is not null => "spread",
            8 => "height",
            9 => "seconds",
            _ => Any(NumberKinds),
        };
        List<NaiveInput> inputs = kind switch
        {
            "join" => [Number("a"), Number("b")],
            "total" => [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Number(null))],
            "relay" or "latest" => [Whole(pulses!, null)],
            "gather" => random.Next(2) == 0 ? [Whole(pulses!, "pulses"), Number("other")] : [Number("other"), Whole(pulses!, "pulses")],
            "spread" => [Whole(pairs!, null)],
            "height" => [Source(Any(["candle(1m)", "candle(5m)", "candle(1h)"]), null, null)],
            "seconds" => [Source(Any(["clock(1m)", "clock(15m)"]), null, null)],
            _ => [Number(null)],
        };
        return new NaiveDeclaration(id, kind, kind switch { "mix" => random.Next(-3, 4), "quiet" or "undefined" => 1 + random.Next(4), _ => 0 })
        {
            Inputs = inputs,
            Triggers = random.Next(5) == 0 ? [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Trigger(inputs))] : [],
            Publish = random.Next(4) != 0,
            TimeFrame = random.Next(20) == 0 ? "2h" : null,
        };
    }

    private NaiveDeclaration? Pick(params string[] kinds)
    {
        NaiveDeclaration[] fitting = [.. Nodes.Where(n => kinds.Contains(n.Kind))];
        return fitting.Length == 0 ? null : Any(fitting);
    }

    private int? SomeSymbol() => Symbols.Count > 0 && random.Next(4) == 0 ? random.Next(Symbols.Count) : null;

    private NaiveInput Source(string source, string? field, string? name) => new(source, null, field, SomeSymbol(), name);

    private NaiveInput Whole(NaiveDeclaration node, string? name) => new("", node.Id, null, SomeSymbol(), name);

    private NaiveInput Number(string? name)
    {
        if (Nodes.Count > 0 && random.Next(3) != 0)
        {
            NaiveDeclaration node = random.Next(3) == 0 ? Nodes[^1] : Any(Nodes);
            string? field = node.Kind switch
            {
                "pair" => Any(["low", "high", "count"]),
                "burst" or "relay" or "fails" => Any(["value", "number"]),
                _ => random.Next(8) == 0 ? "value" : null,
            };
            return Whole(node, name) with { Field = field };
        }

        return random.Next(4) switch
        {
            0 => Source("tick", Any([null, "price", "size", "trade_id"]), name),
            1 => Source("quote", Any(["bid", "ask", "bid_size"]), name),
            _ => Source(Any(["candle(1m)", "candle(5m)", "candle(1h)"]), random.Next(3) == 0 ? null : Any(CandleFields), name),
        };
    }

    private NaiveInput Trigger(List<NaiveInput> inputs) => random.Next(4) switch
    {
        0 => Source(Any(Sources), null, null),
        1 => Number(null) with { Name = null },
        2 => Any(inputs) with { Name = null, Field = null },
        _ => Any(inputs) with { Name = null },
    };
}
