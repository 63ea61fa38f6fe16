using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>
/// The table of a record's fields: an unmanaged struct without padding, or a single number. Built once by reflection; from it
/// come JSON, CSV and the JSON Schema, so that they cannot disagree. Immutable.
/// </summary>
public sealed partial class RecordSchema
{
    /// <summary>The message type of everything that is not declared as a message of its own.</summary>
    public const string IndicatorName = "indicator";

    private readonly RecordField[] _data;

    private RecordSchema(Type type, MessageAttribute? message, ImmutableArray<RecordField> fields)
    {
        ClrType = type;
        Name = message?.Name ?? IndicatorName;
        Version = message?.Version ?? 1;
        Doc = message?.Doc ?? "";
        Fields = fields;
        DataFields = [.. fields.Where(field => !field.InEnvelope)];
        EnvelopeField = fields.FirstOrDefault(field => field.InEnvelope);
        _data = [.. DataFields];
        Size = fields[^1].Offset + fields[^1].Size;
        HasItems = fields.Any(field => field.Kind == FieldKind.Array);
        MaxSize = Size + fields.Sum(field => field.MaxItems * (field.Items?.Size ?? 0));
    }

    public Type ClrType { get; }

    /// <summary>The message's type in the envelope.</summary>
    public string Name { get; }

    public int Version { get; }

    public string Doc { get; }

    /// <summary>All fields in the order of memory.</summary>
    public ImmutableArray<RecordField> Fields { get; }

    private static readonly ConcurrentDictionary<Type, RecordSchema> s_known = [];

    /// <summary>The fields of <c>data</c>: all but the one that is the envelope's timestamp.</summary>
    public ImmutableArray<RecordField> DataFields { get; }

    /// <summary>The field that is the envelope's timestamp, if the record has one.</summary>
    public RecordField? EnvelopeField { get; }

    /// <summary>The record's length in bytes, without what its arrays hold.</summary>
    public int Size { get; }

    /// <summary>The field of a name, or null.</summary>
    public RecordField? Find(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    /// <inheritdoc cref="Of(Type)"/>
    public static RecordSchema Of<T>()
        where T : unmanaged => Of(typeof(T));

    /// <summary>Reads the fields of a struct, or takes a single value (<see cref="double"/>, <see cref="Price"/> …) as one field named <c>value</c>.</summary>
    /// <exception cref="InvalidOperationException">The type has padding, or a field of a type that records do not hold; the message names it and the remedy.</exception>
    public static RecordSchema Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return s_known.GetOrAdd(type, Read);
    }

    private static RecordSchema Read(Type type)
    {
        Type whole = ((PartOfAttribute?)Attribute.GetCustomAttribute(type, typeof(PartOfAttribute)))?.Whole ?? type;
        var message = (MessageAttribute?)Attribute.GetCustomAttribute(whole, typeof(MessageAttribute));
        return new RecordSchema(type, message, RecordReflection.Fields(type));
    }
}
