using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The numbers that an indicator may read from a candle, as <c>source: hlc3</c> or <c>candle(5m).hlc3</c>.</summary>
public static class CandleNumbers
{
    private static readonly CandleNumber[] All =
    [
        new("close", NumberKind.Fixed, "close"),
        new("open", NumberKind.Fixed, "open"),
        new("high", NumberKind.Fixed, "high"),
        new("low", NumberKind.Fixed, "low"),
        new("volume", NumberKind.Sum, "volume"),
        new("hl2", NumberKind.HighLow, null),
        new("hlc3", NumberKind.HighLowClose, null),
        new("ohlc4", NumberKind.OpenHighLowClose, null),
    ];

    /// <summary>Their names, the default first.</summary>
    public static IEnumerable<string> Names => All.Select(n => n.Name);

    /// <summary>How the number is computed and where its field lies in the candle; null for an unknown name.</summary>
    internal static (NumberKind Kind, int Offset)? Find(string name)
    {
        CandleNumber? number = Array.Find(All, n => n.Name == name);
        return number is null ? null : (number.Kind, number.Field is null ? 0 : RecordSchema.Of<Candle>().Find(number.Field)!.Offset);
    }

    private sealed record CandleNumber(string Name, NumberKind Kind, string? Field);
}
