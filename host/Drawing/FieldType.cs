using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>The type of a field in words that users know.</summary>
internal static class FieldType
{
    /// <summary>The same with what may stand in its place.</summary>
    public static string Shown(RecordField field) => Of(field) + (field.Nullable ? " or null" : "") + (field.IsOptional ? ", may be left out" : "");

    public static string Of(RecordField field) => field.Kind switch
    {
        FieldKind.Double => "number",
        FieldKind.Long => "integer",
        FieldKind.Price => "price",
        FieldKind.Quantity or FieldKind.QuantitySum => "quantity",
        FieldKind.Timestamp => "time",
        FieldKind.Text => "text",
        FieldKind.Array when field.Items!.Fields is [{ Name: "value" } single] => "list of " + Of(single),
        FieldKind.Array => "list of " + string.Join(", ", field.Items!.Fields.Select(f => f.Name)),
        _ => string.Join(" | ", field.Names),
    };
}
