using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pawl.Types;

/// <summary>
/// A message as it was read: who, when, what kind, and its data still as JSON. Fields that are not known are ignored,
/// so that a newer writer does not break this reader.
/// </summary>
public readonly ref partial struct Envelope
{
    public Symbol Symbol { get; init; }

    /// <summary>When it became known; of a candle its start.</summary>
    public Timestamp Timestamp { get; init; }

    /// <summary><see cref="TimeFrame.None"/> for what follows ticks.</summary>
    public TimeFrame TimeFrame { get; init; }

    /// <summary>The message's type, such as <c>candle</c>.</summary>
    public string Type { get; init; }

    /// <summary>The payload: a JSON object inside the line that was read.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The version of the payload's schema.</summary>
    public int Version { get; init; }

    /// <summary>The output's id; empty where the writer gave none.</summary>
    public string Id { get; init; }

    /// <summary>The node that made it; empty where the writer named none.</summary>
    public string Node { get; init; }

    /// <summary>False for a preview.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Reads the payload into a record; the field that is the envelope's timestamp is taken from there.</summary>
    /// <exception cref="FormatException">The message is of another type or version, or its data do not fit; the message says where.</exception>
    /// <returns>How many bytes the record takes with its arrays.</returns>
    public int ReadData(RecordSchema schema, scoped Span<byte> record)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!string.Equals(Type, schema.Name, StringComparison.Ordinal) || Version != schema.Version)
            throw new FormatException($"the message is a '{Type}' of version {Version}: expected a '{schema.Name}' of version {schema.Version}");
        var reader = new Utf8JsonReader(Data);
        int length = schema.ReadJson(ref reader, record);
        if (schema.EnvelopeField is { } field) MemoryMarshal.Write(record[field.Offset..], Timestamp);
        return length;
    }

    /// <summary>As <see cref="ReadData(RecordSchema, Span{byte})"/>, for records without arrays.</summary>
    public T ReadData<T>(RecordSchema schema)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.ClrType != typeof(T)) throw new ArgumentException($"it describes '{schema.ClrType.Name}', not '{typeof(T).Name}'", nameof(schema));
        T record = default;
        ReadData(schema, MemoryMarshal.AsBytes(new Span<T>(ref record)));
        return record;
    }
}
