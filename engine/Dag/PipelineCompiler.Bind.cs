using System.Collections.Immutable;
using Pawl.Types;

namespace Pawl.Engine;

// Decides what an input reads in its producer's cell, and says what would fit where it does not.
public sealed partial class PipelineCompiler
{
    private Operand? Bind(ParsedNode node, ParsedInput input, int symbol)
    {
        if (Producer(input.Reference, symbol) is not { } producer)
        {
            return null;
        }

        if (input.Reference.Kind == ReferenceKind.Position && !ordered.Exists(n => n.Kind.ReadsOrders))
        {
            Report(node.Declaration, input.Place, $"'{input.Reference}': no node of this pipeline gives orders, so nothing is ever held; add a strategy, or leave the input out");
            return null;
        }

        KindInput slot = node.Kind.Inputs[input.Slot];
        if (slot.Form != InputForm.Events && slot.ValueType == typeof(double))
        {
            return BindNumber(node, input, producer);
        }

        if (input.Reference.Field is null && producer.OutputType == slot.ValueType && (producer.EmitsEvents || slot.Form != InputForm.Events))
        {
            return new Operand(producer, input.Slot, producer.ValueOffset, IsNumber: false);
        }

        ReportMismatch(node, input, producer);
        return null;
    }

    private Operand? BindNumber(ParsedNode node, ParsedInput input, Vertex producer)
    {
        string? field = input.Reference.Field;
        if (producer.OutputType == typeof(Candle) && CandleNumbers.Find(field ?? node.Source) is { } number)
        {
            return Number(producer, input.Slot, field ?? node.Source, number.Kind, number.Offset, null);
        }

        field ??= producer.OutputType == typeof(Tick) ? "price" : producer.OutputType == typeof(NetPosition) ? "quantity" : producer.OutputType == typeof(double) ? "value" : null;
        if (field is null || FieldOf(producer, field) is not { } found)
        {
            ReportMismatch(node, input, producer);
            return null;
        }

        switch (found.Kind)
        {
            case FieldKind.Double:
                return new Operand(producer, input.Slot, producer.ValueOffset + found.Offset, IsNumber: true);
            case FieldKind.Price or FieldKind.Quantity:
                return Number(producer, input.Slot, field, NumberKind.Fixed, found.Offset, found.NullValue);
            case FieldKind.QuantitySum:
                return Number(producer, input.Slot, field, NumberKind.Sum, found.Offset, null);
            case FieldKind.Long:
                return Number(producer, input.Slot, field, NumberKind.Integer, found.Offset, found.NullValue);
            default:
                ReportMismatch(node, input, producer);
                return null;
        }
    }

    /// <summary>The hidden node that turns an exact field into a number, shared by all who read it.</summary>
    private Operand Number(Vertex producer, int slot, string field, NumberKind kind, int offset, long? nullValue)
    {
        string key = $"{producer.Number}.{field}";
        if (!shared.TryGetValue(key, out Vertex? number))
        {
            number = new NumberVertex(vertices.Count, producer, field, kind, producer.ValueOffset + offset, nullValue)
            {
                Rank = producer.Rank + 1,
                TimeFrame = producer.TimeFrame,
            };
            vertices.Add(number);
            shared.Add(key, number);
        }

        return new Operand(number, slot, number.ValueOffset, IsNumber: true);
    }

    /// <summary>
    /// What a trigger wakes on: the number that it names, or those that the node reads of it, so that an undefined one wakes
    /// nobody; else its cell.
    /// </summary>
    private Operand[] Trigger(ParsedNode node, ParsedInput trigger, int symbol, List<Operand> operands)
    {
        if (Producer(trigger.Reference, symbol) is not { } producer)
        {
            return [];
        }

        Operand cell = new(producer, -1, producer.ValueOffset, IsNumber: false);
        if (trigger.Reference.Field is not { } field)
        {
            Operand[] read = [.. operands.Where(o => o.IsNumber && (o.Producer == producer || (o.Producer as NumberVertex)?.Producer == producer))];
            return read.Length > 0 ? read : [cell];
        }

        if (producer.OutputType == typeof(Candle) && CandleNumbers.Find(field) is not null)
        {
            return [cell];
        }

        if (FieldOf(producer, field) is not { } found)
        {
            ReportUnknownField(node, trigger, producer);
            return [];
        }

        return TypeNames.IsNumber(found) && found.Nullable && BindNumber(node, trigger, producer) is { } number ? [number] : [cell];
    }

    private void ReportMismatch(ParsedNode node, ParsedInput input, Vertex producer)
    {
        KindInput slot = node.Kind.Inputs[input.Slot];
        bool isCandleNumber = producer.OutputType == typeof(Candle) && CandleNumbers.Find(input.Reference.Field ?? "") is not null;
        RecordField? field = FieldOf(producer, input.Reference.Field ?? "");
        if (input.Reference.Field is not null && field is null && !isCandleNumber)
        {
            ReportUnknownField(node, input, producer);
            return;
        }

        string gives = isCandleNumber ? "a number" : field is not null ? TypeNames.Given(field) : TypeNames.Given(producer);
        string[] numbers = [.. FieldsOf(producer).Where(TypeNames.IsNumber).Select(f => f.Name)];
        string remedy = slot.ValueType == typeof(double) && field is null && numbers.Length > 0
            ? $"name one of its fields, such as '{input.Reference with { Field = numbers[0] }}': {string.Join(", ", numbers)}"
            : $"what fits: {TypeNames.WhatFits(slot)}";
        Report(node.Declaration, input.Place, $"input '{slot.Name}' takes {TypeNames.Taken(slot)}, but '{input.Reference}' gives {gives}; {remedy}");
    }

    private void ReportUnknownField(ParsedNode node, ParsedInput input, Vertex producer)
    {
        string field = input.Reference.Field!;
        IEnumerable<string> fields = FieldsOf(producer).Select(f => f.Name);
        string[] names = [.. producer.OutputType == typeof(Candle) ? CandleNumbers.Names.Union(fields, StringComparer.Ordinal) : fields];
        string remedy = Nearest.Of(field, names) is { } nearest ? $"did you mean '{nearest}'?"
            : names.Length > 0 ? $"it has {string.Join(", ", names)}"
            : "what it says is no number that another node could read";
        Report(node.Declaration, input.Place, $"'{input.Reference}': unknown field '{field}'; {remedy}");
    }

    /// <summary>The fields that others may read; none of a node that says one of several messages.</summary>
    private ImmutableArray<RecordField> FieldsOf(Vertex producer) => OutputCases.IsUnion(producer.OutputType) ? [] : SchemaOf(producer.OutputType).Fields;

    private RecordField? FieldOf(Vertex producer, string name) => OutputCases.IsUnion(producer.OutputType) ? null : SchemaOf(producer.OutputType).Find(name);

    private RecordSchema SchemaOf(Type type)
    {
        if (!schemas.TryGetValue(type, out RecordSchema? schema))
        {
            schemas.Add(type, schema = RecordSchema.Of(type));
        }

        return schema;
    }

    private readonly Dictionary<Type, RecordSchema> schemas = [];
}
