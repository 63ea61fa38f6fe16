using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The numbers that an indicator may read from a candle, as <c>source: hlc3</c> or <c>candle(5m).hlc3</c>.</summary>
public static class CandleNumbers
{
    private static readonly (string Name, NumberKind Kind, string? Field)[] All =
    [
        ("close", NumberKind.Fixed, "close"),
        ("open", NumberKind.Fixed, "open"),
        ("high", NumberKind.Fixed, "high"),
        ("low", NumberKind.Fixed, "low"),
        ("volume", NumberKind.Sum, "volume"),
        ("hl2", NumberKind.HighLow, null),
        ("hlc3", NumberKind.HighLowClose, null),
        ("ohlc4", NumberKind.OpenHighLowClose, null),
    ];

    /// <summary>Their names, the default first.</summary>
    public static IEnumerable<string> Names => All.Select(n => n.Name);

    /// <summary>How the number is computed and where its field lies in the candle; null for an unknown name.</summary>
    internal static (NumberKind Kind, int Offset)? Find(string name)
    {
        int at = Array.FindIndex(All, n => n.Name == name);
        if (at < 0)
        {
            return null;
        }

        (_, NumberKind kind, string? field) = All[at];
        return (kind, field is null ? 0 : RecordSchema.Of<Candle>().Find(field)!.Offset);
    }
}
