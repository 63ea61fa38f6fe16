using System.Globalization;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Bars written by hand: "open high low close" of each, or fewer numbers where the rest does not matter.</summary>
internal static class StructureBars
{
    /// <summary>Bars of one minute from a text such as <c>10 12 9 11, 11 13 10 12</c>.</summary>
    public static Candle[] Read(string bars) =>
        [.. bars.Split(',', StringSplitOptions.TrimEntries).Select((bar, i) => Bar(i, bar.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>Bars of range 2 around a price, whose average true range is 2.</summary>
    public static string Quiet(int count, decimal middle) =>
        string.Join(", ", Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"{middle} {middle + 1} {middle - 1} {middle}"), count));

    public static string Utc(int bar) => Bars.Start(bar).ToString();

    private static Candle Bar(int index, string[] prices)
    {
        Price[] p = [.. prices.Select(Price.Parse)];
        return p.Length switch
        {
            1 => Bars.Of(Bars.Start(index), p[0], p[0], p[0], p[0], Quantity.Parse("1")),
            2 => Bars.Of(Bars.Start(index), p[1], p[0], p[1], p[1], Quantity.Parse("1")),
            3 => Bars.Of(Bars.Start(index), p[2], p[0], p[1], p[2], Quantity.Parse("1")),
            _ => Bars.Of(Bars.Start(index), p[0], p[1], p[2], p[3], Quantity.Parse("1")),
        };
    }

    /// <summary>The same bars upside down, around twice a price.</summary>
    public static Candle[] Mirror(this IEnumerable<Candle> bars, decimal around = 200) =>
        [.. bars.Select(b => b with { Open = Flip(b.Open, around), High = Flip(b.Low, around), Low = Flip(b.High, around), Close = Flip(b.Close, around) })];

    private static Price Flip(Price price, decimal around) => new((long)(2 * around * Price.Scale) - price.Raw);
}
