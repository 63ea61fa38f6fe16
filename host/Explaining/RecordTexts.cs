using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>Values of nodes and sources, field by field, as people and as programs read them. One thread at a time.</summary>
internal sealed class RecordTexts
{
    private readonly Utf8Buffer text = new(256);

    /// <summary>What arrays hold lies with the outputs of an event: it is known of the output itself, and not of what was read long after.</summary>
    public ExplainedField[] Of(HeldValue value) => [.. value.Schema.Fields.Where(f => f.Kind != FieldKind.Array || value.Record.Length > value.Schema.Size).Select(field =>
    {
        text.Clear();
        value.Schema.WriteCell(field, value.Record, text);
        string cell = Encoding.UTF8.GetString(text.Written);
        text.Clear();
        RecordSchema.WriteJsonValue(field, value.Record, text);
        string json = Encoding.UTF8.GetString(text.Written);
        string words = field.Kind == FieldKind.Array ? Elements(json) : cell.Length == 0 && RecordSchema.IsNull(field, value.Record) ? "unknown" : cell;
        return new ExplainedField(field.Name, words, json);
    })];

    /// <summary>How much an array holds; all of it stands in the JSON.</summary>
    private static string Elements(string json)
    {
        using JsonDocument array = JsonDocument.Parse(json);
        return string.Create(CultureInfo.InvariantCulture, $"[{array.RootElement.GetArrayLength()}]");
    }
}
