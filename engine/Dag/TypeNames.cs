using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Words for what flows along an edge.</summary>
internal static class TypeNames
{
    public static string Of(KindInput input) => input.Form switch
    {
        InputForm.Many => "any number of " + Of(input.ValueType) + "s",
        InputForm.Events => Of(input.ValueType) + " events",
        _ => Of(input.ValueType),
    };

    public static string Of(Type type) =>
        type == typeof(double) ? "number"
        : type == typeof(Timestamp) ? "clock"
        : type == typeof(NetPosition) ? "position"
        : SnakeCase.Of(type.Name);

    /// <summary>What an input takes, with its article.</summary>
    public static string Taken(KindInput input) => input.Form == InputForm.One ? WithArticle(Of(input)) : Of(input);

    /// <summary>What a source or node gives.</summary>
    public static string Given(Vertex producer)
    {
        Type type = producer.OutputType;
        bool isNamed = producer is SourceVertex || type == typeof(double) || type.IsDefined(typeof(MessageAttribute), inherit: false) || OutputCases.IsUnion(type);
        return !isNamed ? "several values"
            : producer.EmitsEvents ? Of(type) + " events"
            : WithArticle(Of(type));
    }

    /// <summary>What a field gives.</summary>
    public static string Given(RecordField field) => WithArticle(SnakeCase.Of(field.Kind.ToString()));

    /// <summary>Whether a field can be read as a number.</summary>
    public static bool IsNumber(RecordField field) =>
        field.Kind is FieldKind.Double or FieldKind.Price or FieldKind.Quantity or FieldKind.QuantitySum or FieldKind.Long;

    private static string WithArticle(string noun) => ("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an " : "a ") + noun;

    /// <summary>What would fit an input, in the words of a pipeline.</summary>
    public static string WhatFits(KindInput input) =>
        input.Form == InputForm.Events ? $"a node that emits {Of(input.ValueType)} events"
        : input.ValueType == typeof(double) ? "candle(5m), candle(5m).high, tick, or indicator(id) of a node that gives a number"
        : input.ValueType == typeof(Candle) ? "candle(5m)"
        : input.ValueType == typeof(Tick) ? "tick"
        : input.ValueType == typeof(Quote) ? "quote"
        : input.ValueType == typeof(Timestamp) ? "clock(5m)"
        : input.ValueType == typeof(NetPosition) ? "position"
        : $"indicator(id) of a node that gives {Of(input.ValueType)}";
}
