namespace Pawl.Types;

/// <summary>Writes the messages as Rust types; with the feature <c>serde</c> they read and write themselves.</summary>
public static class RustWriter
{
    private const string Derive = "#[cfg_attr(feature = \"serde\", derive(serde::Serialize, serde::Deserialize))]";

    public static string Write()
    {
        CodeWriter code = new();
        code.Line("//! Messages of Pawl. Generated: `pawl types generate --lang rust`.\n#![allow(unexpected_cfgs)]\n");
        code.Line("/// An exact decimal as JSON gives it; whoever needs all digits puts a decimal type here.\npub type Exact = f64;\n");
        code.VisitAll(field => Set(code, field), (schema, name) => Record(code, schema, name));
        code.Line("/// Of every message.\n#[derive(Debug, Clone, PartialEq)]\n" + Derive + "\npub struct Metadata {\n    pub version: u32,\n    /// {log}:{number of the input event}:{number of the output}\n    pub id: String,\n    pub node: String,\n    /// false for a preview\n    pub confirmed: bool,\n}\n");
        code.Line("#[derive(Debug, Clone, PartialEq)]\n" + Derive + "\npub struct Envelope<T> {\n    pub symbol: String,\n    /// UTC; when it became known, of a candle its start\n    pub timestamp: String,\n    pub timeframe: String,\n    #[cfg_attr(feature = \"serde\", serde(rename = \"type\"))]\n    pub kind: String,\n    pub data: T,\n    pub metadata: Metadata,\n}\n");
        code.Line("/// The name and version of a message's type.\npub trait MessageType {\n    const NAME: &'static str;\n    const VERSION: u32;\n}");
        foreach (RecordSchema schema in MessageCatalogue.Messages())
        {
            code.Line($"\nimpl MessageType for {SnakeName.ToPascal(schema.Name)} {{\n    const NAME: &'static str = \"{schema.Name}\";\n    const VERSION: u32 = {schema.Version};\n}}");
        }

        return code.ToString();
    }

    private static void Set(CodeWriter code, RecordField field)
    {
        code.Line($"#[derive(Debug, Clone, Copy, PartialEq, Eq)]\n{Derive}\n#[cfg_attr(feature = \"serde\", serde(rename_all = \"snake_case\"))]\npub enum {field.ClrType.Name} {{");
        foreach (string name in field.Names.Where((_, i) => field.Kind == FieldKind.Flags || i != field.NullValue)) code.Line($"    {SnakeName.ToPascal(name)},");
        code.Line("}\n");
    }

    private static void Record(CodeWriter code, RecordSchema schema, string name)
    {
        if (schema.Doc.Length > 0) code.Line($"/// {schema.Doc}");
        code.Line($"#[derive(Debug, Clone, PartialEq)]\n{Derive}\npub struct {name} {{");
        foreach (RecordField field in schema.DataFields)
        {
            string type = TypeOf(field);
            if (field.Doc.Length > 0) code.Line($"    /// {field.Doc}");
            code.Line($"    pub {(field.Name is "type" or "ref" or "move" or "match" or "in" ? "r#" : "")}{field.Name}: {(field.Nullable ? $"Option<{type}>" : type)},");
        }

        code.Line("}\n");
    }

    private static string TypeOf(RecordField field) => field.Kind switch
    {
        FieldKind.Double => "f64",
        FieldKind.Long => "i64",
        FieldKind.Timestamp or FieldKind.Text => "String",
        FieldKind.Enum => field.ClrType.Name,
        FieldKind.Flags => $"Vec<{field.ClrType.Name}>",
        FieldKind.Array when field.Items!.Fields[0].ClrType == field.Items.ClrType => $"Vec<{TypeOf(field.Items.Fields[0])}>",
        FieldKind.Array => $"Vec<{field.Items!.ClrType.Name}>",
        _ => "Exact",
    };
}
