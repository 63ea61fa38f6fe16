using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A kind that is computed, and the id of its node.</summary>
internal sealed record ComputedNode(string Id, KindDescriptor Kind);

/// <summary>The pipeline of a computation: candles of one time frame, the kinds, and what they read.</summary>
internal sealed class ComputePipeline(TimeFrame frame, bool hasTicks)
{
    private static readonly Place Here = new("compute", 0, 0);

    private readonly List<NodeDeclaration> declared = [];
    private readonly List<ComputedNode> nodes = [];

    public IReadOnlyList<ComputedNode> Nodes => nodes;

    private string Candle => $"candle({frame})";

    /// <summary>Adds a kind, with what its inputs are said to read; the others read the candle.</summary>
    public void Add(KindDescriptor kind, IReadOnlyList<Assignment> parameters, IReadOnlyList<Assignment> inputs)
    {
        if (WhyNot(kind) is { } reason)
        {
            throw new UsageException($"{kind.Name}: {reason}");
        }

        foreach (Assignment input in inputs.Where(i => kind.Inputs.All(k => k.Name != i.Name)))
        {
            throw new UsageException($"{input.Place}: {kind.Name} has no input '{input.Name}'; it has {string.Join(", ", kind.Inputs.Select(k => k.Name))}");
        }

        List<InputDeclaration> reads = [];
        foreach (KindInput input in kind.Inputs)
        {
            Assignment[] given = [.. inputs.Where(i => i.Name == input.Name)];
            reads.AddRange(given.Select(g => new InputDeclaration(NameIn(kind, input), Reference(g.Value, g.Place), g.Place)));
            if (given.Length == 0 && IsRead(input))
            {
                reads.Add(new InputDeclaration(NameIn(kind, input), Default(kind, input, isFirst: reads.Count == 0, needsAll: inputs.Count > 0), Here));
            }
        }

        nodes.Add(new ComputedNode(kind.Name, kind));
        Declare(kind.Name, kind, [.. parameters.Select(p => new Argument(p.Name, p.Value, p.Place, p.Place))], reads, publish: true);
    }

    /// <summary>Why a kind cannot be computed from the data; null when it can.</summary>
    public string? WhyNot(KindDescriptor kind)
    {
        if (kind.ReadsOrders)
        {
            return "it is a strategy, which needs a broker; 'pawl backtest' runs it";
        }

        Type[] read = [.. kind.Inputs.Where(i => !i.Optional).SelectMany(i => i.Default is null ? [i] : Pipelines.Kinds.Find(i.Default)!.Inputs.Where(d => d.IsNeeded)).Select(i => i.ValueType)];
        return read.Contains(typeof(Tick)) && !hasTicks ? "it reads trades, and the file holds candles; give a file of trades and --timeframe"
            : read.Contains(typeof(Quote)) ? "it reads quotes; use it in a pipeline"
            : null;
    }

    /// <summary>An input that brings its own needs nothing; what may be left out is read where the file has it.</summary>
    private bool IsRead(KindInput input) => input.Default is null
        && (!input.Optional || input.ValueType == typeof(Candle) || (input.ValueType == typeof(Tick) && hasTicks));

    public Graph Compile()
    {
        PipelineDeclaration pipeline = new("compute", Here)
        {
            Candles = [new Located<string>(frame.ToString(), new Place("--timeframe", 0, 0))],
            Nodes = declared,
        };
        return PipelineCompiler.Compile(pipeline, Pipelines.Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors)
            ?? throw new UsageException(string.Join("; ", errors.Select(e => $"{e.Place}: {e.Said}")));
    }

    private static string? NameIn(KindDescriptor kind, KindInput input) => kind.Inputs.Length > 1 ? input.Name : null;

    /// <summary>What an input reads where nothing is said.</summary>
    private string Default(KindDescriptor kind, KindInput input, bool isFirst, bool needsAll) => input.ValueType switch
    {
        var t when t == typeof(Candle) => Candle,
        var t when t == typeof(Tick) => "tick",
        var t when t == typeof(Timestamp) => $"clock({frame})",
        var t when t == typeof(double) && input.Form != InputForm.Events => needsAll ? throw Missing(kind, input) : isFirst ? Candle : Candle + ".open",
        _ => throw Missing(kind, input),
    };

    private static UsageException Missing(KindDescriptor kind, KindInput input) =>
        new($"{kind.Name} needs --input {input.Name}=WHAT, {KindText.With(input.TypeName, input.Doc)}");

    /// <summary>A number of the candle, or another kind with its parameters.</summary>
    private string Reference(string text, Place place)
    {
        if (CandleNumbers.Names.Contains(text, StringComparer.Ordinal))
        {
            return $"{Candle}.{text}";
        }

        KindCall call = KindCall.Parse(text) ?? throw new UsageException(
            $"{place}: is neither a number of the candle nor a kind; write one of {string.Join(", ", CandleNumbers.Names)}, or such as ema(9)");
        if (Pipelines.Kinds.Find(call.Kind) is not { } kind)
        {
            string meant = Nearest.Of(call.Kind, CandleNumbers.Names) ?? Pipelines.Kinds.Nearest(call.Kind) ?? "";
            throw new UsageException($"{place}: unknown kind {Shown.Of(call.Kind)}; " + (meant.Length > 0 ? $"did you mean '{meant}'?" : "'pawl nodes' lists them"));
        }

        if (WhyNot(kind) is { } reason)
        {
            throw new UsageException($"{place}: {reason}");
        }

        List<Argument> arguments = [];
        List<InputDeclaration> named = [];
        string? reads = null;
        foreach ((string? name, string value) in call.Arguments)
        {
            if (name is null && (value.Contains('(', StringComparison.Ordinal) || CandleNumbers.Names.Contains(value, StringComparer.Ordinal)))
            {
                reads = Reference(value, place);
            }
            else if (kind.Inputs.FirstOrDefault(i => i.Name == name) is { } input)
            {
                named.Add(new InputDeclaration(NameIn(kind, input), Reference(value, place), place));
            }
            else
            {
                string parameter = name ?? (arguments.Count < kind.Parameters.Length ? kind.Parameters[arguments.Count].Name
                    : throw new UsageException($"{place}: {kind.Name} has {kind.Parameters.Length} parameters; remove {Shown.Of(value)}"));
                arguments.Add(new Argument(parameter, value, place, place));
            }
        }

        return Helper(kind, arguments, [.. Inner(kind, reads).Where(i => named.All(n => n.Name != i.Name)), .. named]) + (call.Field is null ? "" : "." + call.Field);
    }

    private List<InputDeclaration> Inner(KindDescriptor kind, string? first = null)
    {
        List<InputDeclaration> reads = [];
        foreach (KindInput input in kind.Inputs.Where(IsRead))
        {
            reads.Add(new InputDeclaration(NameIn(kind, input), first ?? Default(kind, input, isFirst: reads.Count == 0, needsAll: false), Here));
            first = null;
        }

        return reads;
    }

    private string Helper(KindDescriptor kind, IReadOnlyList<Argument> arguments, IReadOnlyList<InputDeclaration> reads)
    {
        string id = $"input_{declared.Count}";
        Declare(id, kind, arguments, reads, publish: false);
        return $"indicator({id})";
    }

    private void Declare(string id, KindDescriptor kind, IReadOnlyList<Argument> arguments, IReadOnlyList<InputDeclaration> reads, bool publish) =>
        declared.Add(new NodeDeclaration(id, kind.Name, Here, Here) { Arguments = arguments, Inputs = reads, Publish = publish });
}
