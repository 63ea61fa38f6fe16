namespace Pawl.Types;

/// <summary>Writes the messages as Python types, for what <c>json.loads(line, parse_float=Decimal)</c> gives.</summary>
public static class PythonWriter
{
    public static string Write()
    {
        CodeWriter code = new();
        code.Line("\"\"\"Messages of Pawl. Generated: `pawl types generate --lang python`.\n\nRead them with json.loads(line, parse_float=Decimal): exact decimals keep all their digits.\n\"\"\"\n");
        code.Line("from decimal import Decimal\nfrom typing import Any, Dict, List, Literal, NotRequired, Optional, TypedDict, Union\n\n# An exact decimal; one without a fraction is read as int.\nExact = Union[Decimal, int]\n# An IEEE number.\nNumber = Union[Decimal, int, float]\n");
        code.VisitAll(field => Set(code, field), (schema, name) => Record(code, schema, name));
        code.Line("\n# The output of an indicator; its fields are those of the node's kind.\nIndicator = Dict[str, Any]\n\n");
        code.Line("class Metadata(TypedDict):\n    version: int\n    # {log}:{number of the input event}:{number of the output}\n    id: str\n    node: str\n    # False for a preview\n    confirmed: bool");
        List<string> names = [];
        foreach (MessageType type in MessageCatalogue.Types())
        {
            string name = SnakeName.ToPascal(type.Name);
            names.Add(name + "Message");
            code.Line($"\n\nclass {name}Message(TypedDict):\n    symbol: str\n    # UTC; when it became known, of a candle its start\n    timestamp: str\n    timeframe: str\n    type: Literal[\"{type.Name}\"]\n    data: {name}\n    metadata: Metadata");
        }

        code.Line($"\n\nMessage = Union[\n    {string.Join(",\n    ", names)},\n]");
        return code.ToString();
    }

    private static void Set(CodeWriter code, RecordField field) =>
        code.Line($"{field.ClrType.Name} = Literal[{string.Join(", ", field.Names.Where((_, i) => field.Kind == FieldKind.Flags || i != field.NullValue).Select(name => $"\"{name}\""))}]");

    private static void Record(CodeWriter code, RecordSchema schema, string name)
    {
        // Names that are Python's own words, such as from, need the functional form.
        code.Line($"\n# {(schema.Doc.Length > 0 ? schema.Doc : name)}\n{name} = TypedDict(\n    \"{name}\",\n    {{");
        foreach (RecordField field in schema.DataFields)
        {
            string type = field.Nullable ? $"Optional[{TypeOf(field)}]" : TypeOf(field);
            if (field.Doc.Length > 0) code.Line($"        # {field.Doc}");
            code.Line($"        \"{field.Name}\": {(field.IsOptional ? $"NotRequired[{type}]" : type)},");
        }

        code.Line("    },\n)\n");
    }

    private static string TypeOf(RecordField field) => field.Kind switch
    {
        FieldKind.Double => "Number",
        FieldKind.Long => "int",
        FieldKind.Timestamp or FieldKind.Text => "str",
        FieldKind.Enum => field.ClrType.Name,
        FieldKind.Flags => $"List[{field.ClrType.Name}]",
        FieldKind.Array when field.Items!.Fields[0].ClrType == field.Items.ClrType => $"List[{TypeOf(field.Items.Fields[0])}]",
        FieldKind.Array => $"List[{field.Items!.ClrType.Name}]",
        _ => "Exact",
    };
}
