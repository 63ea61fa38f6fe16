using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>What stands in the place of a kind where a box is no node but a source.</summary>
internal static class SourceKinds
{
    public static DrawnKind Of(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Tick => Described<Tick>("tick", "source", "Each trade."),
        ReferenceKind.Quote => Described<Quote>("quote", "source", "Each quote."),
        ReferenceKind.Candle => Described<Candle>("candle", "candles", "Each complete candle of this time frame."),
        ReferenceKind.Position => Described<NetPosition>("position", "source", "What the strategies hold of the symbol together, with each fill."),
        ReferenceKind.Orders => new DrawnKind("orders", "source", "What becomes of the orders of a strategy: fills and order updates.", "", "", "", []),
        _ => new DrawnKind("clock", "source", "Each boundary of event time, with or without a candle.", "", "", "", []),
    };

    public static DrawnField[] FieldsOf(RecordSchema schema) =>
        [.. schema.DataFields.Select(field => new DrawnField(field.Name, FieldType.Of(field), field.Doc))];

    private static DrawnKind Described<T>(string name, string family, string summary)
        where T : unmanaged
    {
        RecordSchema schema = RecordSchema.Of<T>();
        return new DrawnKind(name, family, summary, "", "", schema.Name, FieldsOf(schema));
    }
}
