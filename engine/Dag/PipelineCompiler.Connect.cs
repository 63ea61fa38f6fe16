using Pawl.Types;

namespace Pawl.Engine;

// Connects the nodes to their producers, checks types, and shares nodes that are equal.
public sealed partial class PipelineCompiler
{
    private readonly List<Vertex> vertices = [];
    private readonly List<SourceVertex> sources = [];
    private readonly Dictionary<string, Vertex> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Symbol, string Id), NodeVertex> computed = [];

    private void ConnectNodes()
    {
        foreach (TimeFrame frame in publishedFrames)
        {
            for (int symbol = 0; symbol < instances; symbol++)
            {
                Source(symbol, new InputReference(ReferenceKind.Candle, frame, null, null, null)).Published = true;
            }
        }

        // All symbols of a node before the next node: what it reads on another symbol has been connected then.
        foreach (ParsedNode node in ordered)
        {
            for (int symbol = 0; symbol < instances; symbol++)
            {
                Connect(node, symbol);
            }
        }
    }

    private void Connect(ParsedNode node, int symbol)
    {
        List<Operand> operands = [];
        foreach (ParsedInput input in node.Inputs.OrderBy(i => i.Slot))
        {
            if (Bind(node, input, symbol) is { } operand)
            {
                operands.Add(operand);
            }
        }

        List<Operand> active = [.. node.Triggers.Select(t => Trigger(t, symbol, operands)).OfType<Operand>()];
        if (operands.Count < node.Inputs.Count || active.Count < node.Triggers.Count || operands.Count == 0)
        {
            return;
        }

        if (active.Count == 0)
        {
            active = operands;
        }

        TimeFrame frame = node.TimeFrame ?? SmallestFrame(operands.Concat(active));
        string key = Key(node, operands, active, frame);
        if (shared.TryGetValue(key, out Vertex? equal))
        {
            NodeVertex same = (NodeVertex)equal;
            same.Declared.Add(node);
            computed[(symbol, node.Declaration.Id)] = same;
            return;
        }

        ulong wakes = 0;
        foreach (Operand operand in active)
        {
            wakes |= operand.Producer.Sources;
        }

        NodeVertex vertex = new(vertices.Count, symbol, node, [.. operands], [.. active])
        {
            Rank = 1 + operands.Concat(active).Max(o => o.Producer.Rank),
            TimeFrame = frame,
            Sources = wakes,
        };
        vertices.Add(vertex);
        shared.Add(key, vertex);
        computed.TryAdd((symbol, node.Declaration.Id), vertex);
    }

    private static string Key(ParsedNode node, List<Operand> operands, List<Operand> active, TimeFrame frame) =>
        $"{node.Kind.Name}|{Convert.ToHexString(node.Parameters)}|{Key(operands)}|{(ReferenceEquals(operands, active) ? "" : Key(active))}|{frame}";

    private static string Key(IEnumerable<Operand> operands) =>
        string.Join(',', operands.Select(o => $"{o.Slot}:{o.Producer.Number}+{o.Value}"));

    private static TimeFrame SmallestFrame(IEnumerable<Operand> operands) =>
        operands.Select(o => o.Producer.TimeFrame).Where(f => !f.IsNone).DefaultIfEmpty().Min();

    private SourceVertex Source(int symbol, InputReference reference)
    {
        InputReference plain = reference with { Field = null, Symbol = null };
        string key = $"{symbol}|{plain}";
        if (!shared.TryGetValue(key, out Vertex? source))
        {
            source = new SourceVertex(vertices.Count, symbol, plain, sources.Count)
            {
                TimeFrame = plain.TimeFrame,
                Sources = Engine.Source.BitOf(sources.Count),
            };
            sources.Add((SourceVertex)source);
            vertices.Add(source);
            shared.Add(key, source);
        }

        return (SourceVertex)source;
    }

    private Vertex? Producer(InputReference reference, int symbol)
    {
        int of = SymbolOf(reference, symbol);
        return reference.Kind == ReferenceKind.Node
            ? computed.GetValueOrDefault((of, reference.Node!))
            : Source(of, reference);
    }

    private Operand? Bind(ParsedNode node, ParsedInput input, int symbol)
    {
        if (Producer(input.Reference, symbol) is not { } producer)
        {
            return null;
        }

        KindInput slot = node.Kind.Inputs[input.Slot];
        string? field = input.Reference.Field;
        if (slot.Form == InputForm.Events)
        {
            if (field is null && producer.EmitsEvents && producer.OutputType == slot.ValueType)
            {
                return new Operand(producer, input.Slot, producer.ValueOffset, IsNumber: false);
            }
        }
        else if (slot.ValueType == typeof(double))
        {
            return BindNumber(node, input, producer, field);
        }
        else if (field is null && producer.OutputType == slot.ValueType)
        {
            return new Operand(producer, input.Slot, producer.ValueOffset, IsNumber: false);
        }

        ReportMismatch(node, input, producer);
        return null;
    }

    private Operand? BindNumber(ParsedNode node, ParsedInput input, Vertex producer, string? field)
    {
        if (producer.OutputType == typeof(Candle) && CandleNumbers.Find(field ?? node.Source) is { } number)
        {
            return Number(producer, input.Slot, field ?? node.Source, number.Kind, number.Offset);
        }

        if (producer.OutputType == typeof(Tick) && field is null)
        {
            field = "price";
        }

        if (producer.OutputType == typeof(double) && field is null or "value")
        {
            return new Operand(producer, input.Slot, producer.ValueOffset, IsNumber: true);
        }

        RecordSchema schema = RecordSchema.Of(producer.OutputType);
        if (field is not null && schema.Fields.FirstOrDefault(f => f.Name == field) is not { })
        {
            string remedy = Nearest.Of(field, schema.Fields.Select(f => f.Name)) is { } nearest
                ? $"did you mean '{nearest}'?"
                : $"it has {string.Join(", ", schema.Fields.Select(f => f.Name))}";
            Report(node.Declaration, input.Place, $"'{input.Reference}': unknown field '{field}'; {remedy}");
            return null;
        }

        RecordField? found = schema.Fields.FirstOrDefault(f => f.Name == field);
        if (found?.ClrType == typeof(double))
        {
            return new Operand(producer, input.Slot, producer.ValueOffset + found.Offset, IsNumber: true);
        }

        NumberKind? kind =
            found is null ? null
            : found.ClrType == typeof(Price) || found.ClrType == typeof(Quantity) ? NumberKind.Fixed
            : found.ClrType == typeof(QuantitySum) ? NumberKind.Sum
            : found.ClrType == typeof(long) ? NumberKind.Integer
            : null;
        if (kind is null)
        {
            ReportMismatch(node, input, producer);
            return null;
        }

        return Number(producer, input.Slot, found!.Name, kind.Value, found.Offset);
    }

    /// <summary>The hidden node that turns an exact field into a number, shared by all who read it.</summary>
    private Operand Number(Vertex producer, int slot, string field, NumberKind kind, int offset)
    {
        string key = $"{producer.Number}.{field}";
        if (!shared.TryGetValue(key, out Vertex? number))
        {
            number = new NumberVertex(vertices.Count, producer, field, kind, producer.ValueOffset + offset)
            {
                Rank = producer.Rank + 1,
                TimeFrame = producer.TimeFrame,
                Sources = producer.Sources,
            };
            vertices.Add(number);
            shared.Add(key, number);
        }

        return new Operand(number, slot, number.ValueOffset, IsNumber: true);
    }

    private Operand? Trigger(ParsedInput trigger, int symbol, List<Operand> operands)
    {
        if (Producer(trigger.Reference, symbol) is not { } producer)
        {
            return null;
        }

        // A trigger that is read as a number keeps the rule that an undefined number wakes nobody.
        Operand read = operands.FirstOrDefault(o => o.IsNumber && o.Producer == producer);
        return read.Producer is not null ? read : new Operand(producer, -1, producer.ValueOffset, IsNumber: false);
    }

    private void ReportMismatch(ParsedNode node, ParsedInput input, Vertex producer)
    {
        KindInput slot = node.Kind.Inputs[input.Slot];
        string gives = TypeNames.Of(producer.OutputType) + (producer.EmitsEvents ? " events" : "");
        string fields = slot.ValueType == typeof(double) && producer is not SourceVertex
            ? " or one of its fields: " + string.Join(", ", RecordSchema.Of(producer.OutputType).Fields.Where(f => f.ClrType != typeof(Timestamp) && !f.ClrType.IsEnum).Select(f => f.Name))
            : "";
        Report(
            node.Declaration,
            input.Place,
            $"input '{slot.Name}' takes a {TypeNames.Of(slot)}, but '{input.Reference}' gives {gives}; what fits: {TypeNames.WhatFits(slot)}{fields}");
    }
}
