using System.Globalization;

namespace Pawl.Types;

/// <summary>
/// Writes the messages as Protocol Buffers, for what goes between the product's own processes. A field's number is its place in
/// the record: a new field comes last, none is taken away.
/// </summary>
public static class ProtoWriter
{
    public static string Write()
    {
        CodeWriter code = new();
        code.Line("// Messages of Pawl. Generated: `pawl types generate --lang proto`.");
        code.Line("// Prices and quantities count units of 1e-8, times nanoseconds since 1970-01-01T00:00:00Z. What is unknown is absent.");
        code.Line("syntax = \"proto3\";\n\npackage pawl.v1;\n");
        code.Line("// A sum of quantities in 128 bits.\nmessage Wide {\n  fixed64 low = 1;\n  sfixed64 high = 2;\n}\n");
        code.VisitAll(field => Set(code, field), (schema, name) => Record(code, schema, name));
        code.Line("// A field of an indicator; its kind's schema names its fields.\nmessage Named {\n  string name = 1;\n  optional double value = 2;\n  string text = 3;\n}\n\nmessage Indicator {\n  repeated Named fields = 1;\n}\n");
        code.Line("message Envelope {\n  string symbol = 1;\n  sfixed64 timestamp = 2;\n  string timeframe = 3;\n  uint32 version = 4;\n  string id = 5;\n  string node = 6;\n  bool confirmed = 7;\n\n  // Numbers of types are given for ever.\n  oneof data {\n    Indicator indicator = 16;");
        foreach (MessageType type in MessageCatalogue.Types().Where(type => type.Schema is not null))
        {
            code.Line(string.Create(CultureInfo.InvariantCulture, $"    {SnakeName.ToPascal(type.Name)} {type.Name} = {NumberOf(type.Name)};"));
        }

        code.Line("  }\n}");
        return code.ToString();
    }

    /// <summary>A number that depends on nothing but the name, so that a new type moves no other; above those that Protocol Buffers keep for themselves.</summary>
    private static int NumberOf(string name)
    {
        uint hash = 2_166_136_261;
        foreach (char c in name) hash = unchecked((hash ^ c) * 16_777_619);
        return 20_000 + (int)(hash % 500_000_000);
    }

    private static void Set(CodeWriter code, RecordField field)
    {
        string prefix = Prefix(field);
        code.Line($"enum {field.ClrType.Name} {{");
        // The first name of an enum of Protocol Buffers stands for what was not said.
        code.Line($"  {prefix}_UNSPECIFIED = 0;");
        for (int i = 0; i < field.Names.Length; i++)
        {
            if (field.Kind == FieldKind.Flags || i != field.NullValue) code.Line(string.Create(CultureInfo.InvariantCulture, $"  {prefix}_{field.Names[i].ToUpperInvariant()} = {i + 1};"));
        }

        code.Line("}\n");
    }

    private static string Prefix(RecordField field) => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(field.ClrType.Name);

    private static void Record(CodeWriter code, RecordSchema schema, string name)
    {
        if (schema.Doc.Length > 0) code.Line($"// {schema.Doc}");
        code.Line($"message {name} {{");
        for (int i = 0; i < schema.DataFields.Length; i++)
        {
            RecordField field = schema.DataFields[i];
            if (field.Doc.Length > 0) code.Line($"  // {field.Doc}");
            string label = field.Kind is FieldKind.Flags or FieldKind.Array ? "repeated " : field.Nullable && field.Kind != FieldKind.Enum ? "optional " : "";
            code.Line(string.Create(CultureInfo.InvariantCulture, $"  {label}{TypeOf(field)} {field.Name} = {i + 1};"));
        }

        code.Line("}\n");
    }

    private static string TypeOf(RecordField field) => field.Kind switch
    {
        FieldKind.Double => "double",
        FieldKind.Long => "int64",
        FieldKind.Price or FieldKind.Quantity => "sint64",
        FieldKind.QuantitySum => "Wide",
        FieldKind.Timestamp => "sfixed64",
        FieldKind.Text => "string",
        FieldKind.Enum or FieldKind.Flags => field.ClrType.Name,
        _ when field.Items!.Fields[0].ClrType == field.Items.ClrType => TypeOf(field.Items.Fields[0]),
        _ => field.Items!.ClrType.Name,
    };
}
