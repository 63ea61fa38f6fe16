using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>One field of a record, as <see cref="RecordSchema"/> found it.</summary>
public sealed class RecordField
{
    /// <summary>The name in JSON and CSV, snake_case.</summary>
    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    public required Type ClrType { get; init; }

    /// <summary>Bytes from the start of the record.</summary>
    public required int Offset { get; init; }

    /// <summary>Length in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>One phrase on what it is; empty where nothing was said.</summary>
    public string Doc { get; init; } = "";

    public string? Unit { get; init; }

    /// <summary>The 64 bits that stand for "unknown", of a sum its upper ones with zeros below, of a text its first; of a double it is NaN and this is null.</summary>
    public long? NullValue { get; init; }

    /// <summary>True where the value may be null in JSON and empty in CSV. A double always may.</summary>
    public bool Nullable => NullValue is not null || Kind == FieldKind.Double;

    /// <summary>True of what stands behind the first part of a message: a line may leave it out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>True for the field that is the envelope's timestamp and is not repeated in the data.</summary>
    public bool InEnvelope { get; init; }

    /// <summary>The names of a closed set in the order of their values 0, 1, 2 …; of flags in the order of their bits; else empty.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary><see cref="Names"/> in UTF-8.</summary>
    internal byte[][] NameBytes { get; init; } = [];

    /// <summary>What an array holds; null for everything else.</summary>
    public RecordSchema? Items { get; init; }

    /// <summary>How many elements an array may have.</summary>
    public int MaxItems { get; init; }

    /// <summary>What stands before the value in JSON: <c>{"name":</c> or <c>,"name":</c>.</summary>
    internal byte[] JsonPrefix { get; init; } = [];

    /// <summary><see cref="Name"/> in UTF-8.</summary>
    internal byte[] Utf8Name { get; init; } = [];
}
