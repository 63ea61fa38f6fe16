namespace Pawl.Types;

/// <summary>Writes the messages as TypeScript types; a message's <c>type</c> tells them apart.</summary>
public static class TypeScriptWriter
{
    public static string Write()
    {
        CodeWriter code = new();
        code.Line("// Messages of Pawl. Generated: `pawl types generate --lang ts`.");
        code.Line("// Exact decimals are JSON numbers; who needs all their digits parses the text with a library for decimals.");
        code.Line();
        code.VisitAll(field => Set(code, field), (schema, name) => Record(code, schema, name));
        code.Line("/** The output of an indicator; its fields are those of the node's kind. */");
        code.Line("export type Indicator = Record<string, number | string | null | unknown[]>;");
        code.Line();
        code.Line("export interface Metadata {\n  version: number;\n  /** {log}:{number of the input event}:{number of the output} */\n  id: string;\n  node: string;\n  /** false for a preview */\n  confirmed: boolean;\n  [more: string]: unknown;\n}");
        code.Line();
        code.Line("export interface Envelope<Type extends string, Data> {\n  symbol: string;\n  /** UTC; when it became known, of a candle its start */\n  timestamp: string;\n  /** tick for what follows ticks */\n  timeframe: string;\n  type: Type;\n  data: Data;\n  metadata: Metadata;\n}");
        code.Line();
        code.Line("export type Message =");
        foreach (RecordSchema schema in MessageCatalogue.Messages()) code.Line($"  | Envelope<\"{schema.Name}\", {SnakeName.ToPascal(schema.Name)}>");
        code.Line("  | Envelope<\"indicator\", Indicator>;");
        return code.ToString();
    }

    private static void Set(CodeWriter code, RecordField field)
    {
        code.Line($"export type {field.ClrType.Name} = {string.Join(" | ", field.Names.Where((_, i) => field.Kind == FieldKind.Flags || i != field.NullValue).Select(name => $"\"{name}\""))};");
        code.Line();
    }

    private static void Record(CodeWriter code, RecordSchema schema, string name)
    {
        if (schema.Doc.Length > 0) code.Line($"/** {schema.Doc} */");
        code.Line($"export interface {name} {{");
        foreach (RecordField field in schema.DataFields)
        {
            if (field.Doc.Length > 0) code.Line($"  /** {field.Doc} */");
            code.Line($"  {field.Name}{(field.IsOptional ? "?" : "")}: {TypeOf(field)}{(field.Nullable ? " | null" : "")};");
        }

        code.Line("}");
        code.Line();
    }

    private static string TypeOf(RecordField field) => field.Kind switch
    {
        FieldKind.Timestamp or FieldKind.Text => "string",
        FieldKind.Enum => field.ClrType.Name,
        FieldKind.Flags => field.ClrType.Name + "[]",
        FieldKind.Array when field.Items!.Fields[0].ClrType == field.Items.ClrType => TypeOf(field.Items.Fields[0]) + "[]",
        FieldKind.Array => field.Items!.ClrType.Name + "[]",
        _ => "number",
    };
}
