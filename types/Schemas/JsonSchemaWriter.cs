using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Types;

/// <summary>
/// Writes the JSON Schema (2020-12) of a message in its envelope. A closed set is always an <c>enum</c>, never a <c>const</c>,
/// so that validators of older drafts understand everything. That a price has at most 8 decimals is beyond JSON Schema and said in words.
/// </summary>
public static class JsonSchemaWriter
{
    private const string SymbolPattern = "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$";
    private const string TimePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$";
    private const string TimeFramePattern = "^(tick|[1-9][0-9]*[smhdwtvr])$";
    private const string IdPattern = "^.+:[1-9][0-9]*:[1-9][0-9]*$";

    /// <summary>The schema of a message type, or of the outputs of one kind of node.</summary>
    public static string Write(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Document(schema.Name, schema.Version, schema.Doc, json => WriteData(json, schema));
    }

    /// <summary>The schema of the outputs of one kind of node: its own, where it is told apart by its name.</summary>
    public static string Write(RecordSchema schema, string kind)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Name == RecordSchema.IndicatorName
            ? Document(schema.Name, schema.Version, $"The output of {kind}.", json => WriteData(json, schema), $":{kind}")
            : Write(schema);
    }

    internal const string IndicatorDoc = "The output of an indicator; its fields are those of the node's kind.";

    /// <summary>The schema that all messages of type <c>indicator</c> share, whatever the fields of their node's kind.</summary>
    public static string WriteIndicator() =>
        Document(RecordSchema.IndicatorName, 1, IndicatorDoc, static json =>
        {
            json.WriteStartObject("data");
            json.WriteString("type", "object");
            json.WriteNumber("minProperties", 1);
            json.WriteStartObject("additionalProperties");
            WriteTypes(json, "number", "string", "array", "null");
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static string Document(string name, int version, string doc, Action<Utf8JsonWriter> writeData, string kind = "")
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("$id", $"urn:pawl:schema:{name}:{version}{kind}");
            json.WriteString("title", name);
            if (doc.Length > 0) json.WriteString("description", doc);
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            WriteString(json, "symbol", "the instrument", SymbolPattern);
            WriteString(json, "timestamp", "UTC; when it became known, of a candle its start", TimePattern);
            WriteString(json, "timeframe", "tick for what follows ticks", TimeFramePattern);
            WriteStartField(json, "type", "", "string");
            WriteEnum(json, [name], nullable: false);
            json.WriteEndObject();
            writeData(json);
            WriteMetadata(json, version);
            json.WriteEndObject();
            WriteRequired(json, ["symbol", "timestamp", "timeframe", "type", "data", "metadata"]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteMetadata(Utf8JsonWriter json, int version)
    {
        json.WriteStartObject("metadata");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteStartField(json, "version", "version of this schema", "integer");
        json.WriteStartArray("enum");
        json.WriteNumberValue(version);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteString(json, "id", "{log}:{number of the input event}:{number of the output}", IdPattern);
        WriteStartField(json, "node", "the node that made it", "string");
        json.WriteEndObject();
        WriteStartField(json, "confirmed", "false for a preview", "boolean");
        json.WriteEndObject();
        json.WriteEndObject();
        WriteRequired(json, ["version", "id", "node", "confirmed"]);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, RecordSchema schema)
    {
        json.WriteStartObject("data");
        WriteObject(json, schema);
    }

    /// <summary>What a record is, and the end of the object that says so.</summary>
    private static void WriteObject(Utf8JsonWriter json, RecordSchema schema)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (RecordField field in schema.DataFields) WriteField(json, field);
        json.WriteEndObject();
        WriteRequired(json, schema.DataFields.Where(field => !field.IsOptional).Select(field => field.Name));
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, RecordField field)
    {
        WriteStartValue(json, field.Name, field);
        if (field.Kind == FieldKind.Array)
        {
            json.WriteNumber("maxItems", field.MaxItems);
            if (field.Items!.Fields[0].ClrType == field.Items.ClrType)
            {
                WriteStartValue(json, "items", field.Items.Fields[0]);
                json.WriteEndObject();
            }
            else
            {
                json.WriteStartObject("items");
                WriteObject(json, field.Items);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The beginning of an object that says what a field holds.</summary>
    private static void WriteStartValue(Utf8JsonWriter json, string name, RecordField field)
    {
        string type = field.Kind switch
        {
            FieldKind.Long => "integer",
            FieldKind.Timestamp or FieldKind.Enum or FieldKind.Text => "string",
            FieldKind.Flags or FieldKind.Array => "array",
            _ => "number",
        };
        string exact = field.Kind is FieldKind.Price or FieldKind.Quantity or FieldKind.QuantitySum ? "exact decimal, at most 8 decimals" : "";
        string[] words = [field.Doc, field.Unit is null ? "" : "in " + field.Unit, exact];
        WriteStartField(json, name, string.Join("; ", words.Where(word => word.Length > 0)), field.Nullable ? [type, "null"] : [type]);
        switch (field.Kind)
        {
            case FieldKind.Timestamp:
                json.WriteString("pattern", TimePattern);
                break;
            case FieldKind.Enum:
                WriteEnum(json, field.Names.Where((_, index) => index != field.NullValue), field.Nullable);
                break;
            case FieldKind.Flags:
                json.WriteStartObject("items");
                json.WriteString("type", "string");
                WriteEnum(json, field.Names, nullable: false);
                json.WriteEndObject();
                json.WriteBoolean("uniqueItems", true);
                break;
        }
    }

    private static void WriteString(Utf8JsonWriter json, string name, string doc, string pattern)
    {
        WriteStartField(json, name, doc, "string");
        json.WriteString("pattern", pattern);
        json.WriteEndObject();
    }

    private static void WriteStartField(Utf8JsonWriter json, string name, string doc, params ReadOnlySpan<string> types)
    {
        json.WriteStartObject(name);
        if (doc.Length > 0) json.WriteString("description", doc);
        WriteTypes(json, types);
    }

    private static void WriteTypes(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        if (types.Length == 1)
        {
            json.WriteString("type", types[0]);
            return;
        }

        json.WriteStartArray("type");
        foreach (string type in types) json.WriteStringValue(type);
        json.WriteEndArray();
    }

    private static void WriteEnum(Utf8JsonWriter json, IEnumerable<string> names, bool nullable)
    {
        json.WriteStartArray("enum");
        foreach (string name in names) json.WriteStringValue(name);
        if (nullable) json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void WriteRequired(Utf8JsonWriter json, IEnumerable<string> names)
    {
        json.WriteStartArray("required");
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
