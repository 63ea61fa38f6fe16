using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>A message type of the catalogue: its fields, and where it goes.</summary>
/// <param name="Schema">Its fields; of the type <c>indicator</c>, whose fields are those of a node's kind, none are known.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Subject">Where it is published, with what stands for symbol, time frame and so on in braces.</param>
/// <param name="Table">The table that keeps it; empty where none does.</param>
/// <param name="Aliases">Short names of older systems that mean the same.</param>
public sealed record MessageType(RecordSchema? Schema, MessageGroup Group, string Subject, string Table, ImmutableArray<string> Aliases)
{
    private const string IndicatorSubject = "indicators.public.{symbol}.{id}";

    /// <summary>The type that all kinds share whose outputs are no message of their own.</summary>
    public static MessageType Indicator { get; } = new(null, MessageGroup.Indicators, IndicatorSubject, "indicators", []);

    public string Name => Schema?.Name ?? RecordSchema.IndicatorName;

    public int Version => Schema?.Version ?? 1;

    public string Doc => Schema?.Doc ?? JsonSchemaWriter.IndicatorDoc;

    /// <summary>Its JSON Schema.</summary>
    public string JsonSchema() => Schema is null ? JsonSchemaWriter.WriteIndicator() : JsonSchemaWriter.Write(Schema);

    internal static MessageType Of(RecordSchema schema)
    {
        var message = (MessageAttribute)Attribute.GetCustomAttribute(schema.ClrType, typeof(MessageAttribute))!;
        (string subject, string table) = message.Group switch
        {
            MessageGroup.MarketStructure => ($"market_structure.{{symbol}}.{schema.Name}", "market_structure"),
            MessageGroup.VolumeAnalysis => (IndicatorSubject, "indicators"),
            MessageGroup.Strategy => ("strategies.signals.{symbol}", "strategy_signals"),
            MessageGroup.Execution => ($"orders.{{account}}.{schema.Name}", "orders"),
            _ => ($"ops.{{service}}.{schema.Name}", ""),
        };
        return new MessageType(
            schema, message.Group, message.Subject ?? subject, message.Table ?? table, [.. message.Aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
