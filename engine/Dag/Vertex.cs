using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Something with a cell while a graph is being compiled: a source, a node, or the hidden number behind a field.</summary>
internal abstract class Vertex(int number, int symbol, string id)
{
    /// <summary>Order of discovery; names the vertex in keys.</summary>
    public int Number { get; } = number;

    public int Symbol { get; set; } = symbol;

    /// <summary>Text that orders it among vertices of one rank.</summary>
    public string Id { get; set; } = id;

    public int Rank { get; init; }

    public TimeFrame TimeFrame { get; init; }

    /// <summary>The sources that can wake it; known once those that nothing needs are gone.</summary>
    public ulong Sources { get; set; }

    public bool Needed { get; set; }

    public int Cell { get; set; }

    public abstract Type OutputType { get; }

    public virtual bool EmitsEvents => false;

    /// <summary>Everything that must have run before it.</summary>
    public virtual IEnumerable<Vertex> Before => [];

    /// <summary>What can wake it.</summary>
    public virtual IEnumerable<Vertex> WokenBy => [];

    /// <summary>Offset of the value inside the cell.</summary>
    public int ValueOffset => EmitsEvents ? CellLayout.LastEvent : CellLayout.Value;
}

internal sealed class SourceVertex(int number, int symbol, InputReference reference)
    : Vertex(number, symbol, (reference with { Field = null, Symbol = null }).ToString())
{
    public ReferenceKind Kind { get; } = reference.Kind;

    /// <summary>The strategy whose orders it is about; null of other sources.</summary>
    public string? Strategy { get; } = reference.Kind == ReferenceKind.Orders ? reference.Node : null;

    public int Index { get; set; }

    public bool Published { get; set; }

    public override Type OutputType => TypeOf(Kind);

    /// <summary>What a source of a kind holds.</summary>
    public static Type TypeOf(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Tick => typeof(Tick),
        ReferenceKind.Quote => typeof(Quote),
        ReferenceKind.Candle => typeof(Candle),
        ReferenceKind.Orders => typeof(Execution),
        ReferenceKind.Position => typeof(NetPosition),
        _ => typeof(Timestamp),
    };
}

internal sealed class NumberVertex(int number, Vertex producer, string field, NumberKind kind, int value, long? nullValue)
    : Vertex(number, producer.Symbol, producer.Id + "." + field)
{
    public Vertex Producer { get; } = producer;

    public string Field { get; } = field;

    public NumberKind Kind { get; } = kind;

    /// <summary>Offset of the field inside the producer's cell.</summary>
    public int Value { get; } = value;

    /// <summary>The value of the field that stands for "unknown".</summary>
    public long? NullValue { get; } = nullValue;

    public override Type OutputType => typeof(double);

    public override IEnumerable<Vertex> Before => [Producer];

    public override IEnumerable<Vertex> WokenBy => [Producer];
}

internal sealed class NodeVertex(int number, int symbol, ParsedNode node, Operand[] operands, Operand[] active) : Vertex(number, symbol, node.Declaration.Id)
{
    public ParsedNode Node { get; } = node;

    /// <summary>What it reads, in the order of the kind's inputs.</summary>
    public Operand[] Operands { get; } = operands;

    /// <summary>What wakes it; the same array where no trigger is declared.</summary>
    public Operand[] Active { get; } = active;

    /// <summary>The declarations that it computes; several when nodes are equal, of one symbol or of several.</summary>
    public List<Declared> Declared { get; } = [new Declared(node, symbol)];

    public override Type OutputType => Node.Kind.OutputType;

    public override bool EmitsEvents => Node.Kind.EmitsEvents;

    public override IEnumerable<Vertex> Before => Operands.Concat(Active).Select(o => o.Producer);

    public override IEnumerable<Vertex> WokenBy => Active.Select(o => o.Producer);
}

/// <summary>A declaration for one symbol.</summary>
internal sealed record Declared(ParsedNode Node, int Symbol);

/// <summary>One connection: the producer and where in its cell the value lies.</summary>
/// <param name="Slot">Which input of the kind it fills; −1 for a pure trigger.</param>
/// <param name="Value">Offset inside the producer's cell.</param>
/// <param name="IsNumber">Read as an IEEE number, so NaN means undefined.</param>
internal sealed record Operand(Vertex Producer, int Slot, int Value, bool IsNumber);
