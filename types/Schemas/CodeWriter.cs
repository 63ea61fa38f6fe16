using System.Text;

namespace Pawl.Types;

/// <summary>What the generators of other languages share: records and closed sets, each once and before it is used.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private readonly HashSet<Type> written = [];

    public void Line(string line = "") => text.Append(line).Append('\n');

    public override string ToString() => text.ToString();

    /// <summary>Visits the sets and the elements of arrays of a record, then the record itself.</summary>
    public void Visit(RecordSchema schema, string name, Action<RecordField> onSet, Action<RecordSchema, string> onRecord)
    {
        foreach (RecordField field in schema.DataFields)
        {
            if (field.Names.Length > 0 && written.Add(field.ClrType)) onSet(field);
            if (field.Items is { } items && items.Fields[0].ClrType != items.ClrType && written.Add(items.ClrType)) Visit(items, items.ClrType.Name, onSet, onRecord);
        }

        onRecord(schema, name);
    }

    /// <summary>All types of the catalogue, with their names in PascalCase.</summary>
    public void VisitAll(Action<RecordField> onSet, Action<RecordSchema, string> onRecord)
    {
        foreach (RecordSchema schema in MessageCatalogue.Messages()) Visit(schema, SnakeName.ToPascal(schema.Name), onSet, onRecord);
    }
}
