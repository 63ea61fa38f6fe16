using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Types;

namespace Pawl.Host.Comparing;

/// <summary>One output of one of two sides, apart from its number among the outputs of its event: what else came there is no difference of this one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">What said it.</param>
/// <param name="Envelope">Type, version and time frame.</param>
/// <param name="Data">The payload: a JSON object.</param>
internal sealed record SaidLine(OutputId Id, SaidBy Source, Timestamp Time, string Envelope, byte[] Data)
{
    /// <exception cref="FormatException">It is no output of Pawl; the message says why.</exception>
    public static SaidLine Read(ReadOnlySpan<byte> line)
    {
        Envelope read = Types.Envelope.Read(line);
        return OutputId.TryParse(read.Id, out OutputId id)
            ? new SaidLine(id, new SaidBy(read.Symbol.ToString(), read.Node), read.Timestamp, EnvelopeOf(read.Type, read.Version, read.TimeFrame), read.Data.ToArray())
            : throw new FormatException($"'metadata.id' is '{read.Id}', and an id is a log, the number of an event and the number of the output");
    }

    public static string EnvelopeOf(string type, int version, TimeFrame frame) => string.Create(CultureInfo.InvariantCulture, $"{type}:{version} {frame}");

    /// <summary>The first field in which it differs from another, and both values; null where it says the same.</summary>
    public FieldDifference? DifferenceTo(SaidLine other)
    {
        if (Time != other.Time)
        {
            return new FieldDifference("timestamp", Time.ToString(), other.Time.ToString());
        }

        if (Envelope != other.Envelope)
        {
            return new FieldDifference("type", Envelope, other.Envelope);
        }

        return Data.AsSpan().SequenceEqual(other.Data) ? null : InData(other);
    }

    private FieldDifference? InData(SaidLine other)
    {
        using JsonDocument a = JsonDocument.Parse(Data);
        using JsonDocument b = JsonDocument.Parse(other.Data);
        IEnumerable<string> names = a.RootElement.EnumerateObject().Concat(b.RootElement.EnumerateObject()).Select(p => p.Name).Distinct(StringComparer.Ordinal);
        return names.Select(name => new FieldDifference(name, Text(a, name), Text(b, name))).FirstOrDefault(d => d.A != d.B);
    }

    private static string Text(JsonDocument document, string field) =>
        document.RootElement.TryGetProperty(field, out JsonElement value) ? value.GetRawText() : "nothing";

    /// <summary>The payload as text.</summary>
    public string Text() => Encoding.UTF8.GetString(Data);
}

/// <summary>What says outputs: a node, or the candles of a time frame, of a symbol.</summary>
internal readonly record struct SaidBy(string Symbol, string Node)
{
    public override string ToString() => $"{Node}@{Symbol}";
}

/// <summary>A field that has two values.</summary>
internal sealed record FieldDifference(string Field, string A, string B);
