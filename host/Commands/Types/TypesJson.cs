using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Types of messages as JSON.</summary>
internal static class TypesJson
{
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("[].type", "name of the type"),
        new("[].group", "what it is about"),
        new("[].version", "version of its schema"),
        new("[].doc", "what it says, in a sentence"),
        new("[].subject", "where it is published"),
        new("[].table", "the table that keeps it; null where none does"),
        new("[].aliases[]", "short names of older systems"),
        new("[].fields[].name", "name of the field of data"),
        new("[].fields[].type", "what it holds"),
        new("[].fields[].nullable", "whether it may be null"),
        new("[].fields[].optional", "whether a line may leave it out"),
        new("[].fields[].doc", "what it means"),
    ];

    public static void Write(Utf8JsonWriter json, ImmutableArray<MessageType> types)
    {
        json.WriteStartArray();
        foreach (MessageType type in types)
        {
            Write(json, type);
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, MessageType type)
    {
        json.WriteStartObject();
        json.WriteString("type", type.Name);
        json.WriteString("group", TypesPage.Title(type.Group));
        json.WriteNumber("version", type.Version);
        json.WriteString("doc", type.Doc);
        json.WriteString("subject", type.Subject);
        json.WriteString("table", type.Table.Length > 0 ? type.Table : null);
        json.WriteStartArray("aliases");
        foreach (string alias in type.Aliases)
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteStartArray("fields");
        foreach (RecordField field in type.Schema?.DataFields ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("type", FieldType.Of(field));
            json.WriteBoolean("nullable", field.Nullable);
            json.WriteBoolean("optional", field.IsOptional);
            json.WriteString("doc", field.Doc);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
