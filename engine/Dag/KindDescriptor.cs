using System.Collections.Immutable;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>How an input of a kind reads its source.</summary>
public enum InputForm
{
    /// <summary>The latest value of one source.</summary>
    One,

    /// <summary>The latest values of any number of sources.</summary>
    Many,

    /// <summary>All objects that one source emitted in this cycle.</summary>
    Events,
}

/// <summary>A parameter of a kind.</summary>
/// <param name="Offset">Where it lies in the parameters, in bytes.</param>
public sealed record KindParameter(string Name, Type Type, string Min, string Max, string Default, string Doc, int Offset)
{
    /// <summary>The names of a closed set of values; empty for numbers.</summary>
    public IEnumerable<string> Values => Type.IsEnum ? Enum.GetNames(Type).Select(SnakeCase.Of) : [];
}

/// <summary>An input of a kind.</summary>
/// <param name="Awaited">Whether the node waits until the input has emitted once.</param>
/// <param name="Optional">Whether it may be left out.</param>
public sealed record KindInput(string Name, Type ValueType, InputForm Form, string Doc, bool Awaited, bool Optional = false)
{
    /// <summary>What it takes, in words.</summary>
    public string TypeName => TypeNames.Of(this);

    /// <summary>The kind that gives it, with its defaults, where a pipeline wires nothing; null where it must be wired.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a pipeline must wire it.</summary>
    public bool IsNeeded => !Optional && Default is null;
}

/// <summary>A value of a parameter that is listed like a kind, see <see cref="VariantAttribute"/>.</summary>
public sealed record KindVariant(KindParameter Parameter, string Value, string Summary, string Formula, string Source);

/// <summary>A kind as its declaration describes it: what documentation, validation and the compiler read.</summary>
public sealed class KindDescriptor
{
    private readonly KindAdapter adapter;

    internal KindDescriptor(KindAttribute attribute, KindAdapter adapter)
    {
        this.adapter = adapter;
        Name = attribute.Name;
        Family = attribute.Family;
        Summary = attribute.Summary;
        Formula = attribute.Formula;
        Source = attribute.Source;
        Convention = attribute.Convention;
        ComparedWith = attribute.ComparedWith;
        Version = attribute.Version;
        Parameters = KindReflection.Parameters(adapter.ParametersType);
        ParameterBytes = UnmanagedLayout.Size(adapter.ParametersType);
        Inputs = KindReflection.Inputs(adapter.InputsType);
        ReadsMarket = KindReflection.ReadsMarket(adapter.InputsType);
        ReadsOrders = KindReflection.ReadsOrders(adapter.InputsType);
        Outputs = OutputCases.Of(adapter.OutputType);
        EmitsEvents = adapter.EmitsEvents;
        if (EmitsEvents && Output.HasItems)
        {
            throw new InvalidOperationException($"'{adapter.OutputType.Name}' has arrays, which only a kind that gives one value a cycle may emit");
        }

        UnmanagedLayout.Size(adapter.StateType);
        ParameterReader.Defaults(this);
        Variants = KindReflection.Variants(Parameters);
    }

    internal KindDescriptor(ManagedKind kind)
    {
        adapter = kind.CreateAdapter();
        Name = kind.Name;
        Family = "scripts";
        Summary = kind.Summary;
        (Formula, Source, Convention, ComparedWith, Version) = ("", "", "", "", 1);
        Parameters = kind.Parameters;
        ParameterBytes = sizeof(double) * Parameters.Length;
        Inputs = kind.Inputs;
        (ReadsMarket, ReadsOrders, EmitsEvents) = (true, true, true);
        Outputs = OutputCases.Of(adapter.OutputType);
        Variants = [];
        UnmanagedLayout.Size(adapter.StateType);
    }

    public string Name { get; }

    public string Family { get; }

    public string Summary { get; }

    public string Formula { get; }

    public string Source { get; }

    public string Convention { get; }

    public string ComparedWith { get; }

    public int Version { get; }

    public ImmutableArray<KindParameter> Parameters { get; }

    public ImmutableArray<KindInput> Inputs { get; }

    /// <summary>Whether it knows session and instrument, see <see cref="Market"/>.</summary>
    public bool ReadsMarket { get; }

    /// <summary>Whether it is told of orders of its own, see <see cref="Execution"/>: it is a strategy.</summary>
    public bool ReadsOrders { get; }

    /// <summary>The fields of what it emits; where it is one of several messages, of the first.</summary>
    public RecordSchema Output => Outputs[0];

    /// <summary>The messages that it may emit; one but for a union.</summary>
    public ImmutableArray<RecordSchema> Outputs { get; }

    /// <summary>The values of a parameter that are listed like kinds of their own; empty for most kinds.</summary>
    public ImmutableArray<KindVariant> Variants { get; }

    /// <summary>What the setting <c>source</c> may be where a number input reads a candle, the default first; empty where no input reads numbers.</summary>
    public IEnumerable<string> CandleSources =>
        Parameters.All(p => p.Name != "source") && Inputs.Any(i => i.ValueType == typeof(double)) ? CandleNumbers.Names : [];

    /// <summary>Whether a step may emit several objects.</summary>
    public bool EmitsEvents { get; }

    internal int ParameterBytes { get; }

    internal Type OutputType => adapter.OutputType;

    /// <summary>How many updates a node with these parameters needs before it emits.</summary>
    /// <param name="parameters">As <see cref="ParameterReader"/> gives them.</param>
    public int WarmUp(ReadOnlySpan<byte> parameters) => adapter.WarmUp(parameters);

    internal string? Validate(ReadOnlySpan<byte> parameters) => adapter.Validate(parameters);

    internal NodeRunner CreateRunner(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs) => adapter.Create(parameters, inputs);
}
