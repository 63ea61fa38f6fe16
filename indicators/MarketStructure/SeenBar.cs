using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>
/// The prices of a bar as seen in a direction: downwards all have the other sign, so high and low change places, and one
/// rule, written for upwards, serves both.
/// </summary>
internal readonly record struct SeenBar(long Open, long High, long Low, long Close)
{
    public static SeenBar Of(in Candle bar, Direction direction) => direction == Direction.Up
        ? new SeenBar(bar.Open.Raw, bar.High.Raw, bar.Low.Raw, bar.Close.Raw)
        : new SeenBar(-bar.Open.Raw, -bar.Low.Raw, -bar.High.Raw, -bar.Close.Raw);

    /// <summary>A price, or back from one.</summary>
    public static long Of(long raw, Direction direction) => direction == Direction.Up ? raw : -raw;
}

/// <summary>A range of prices as seen in a direction: the near edge, that price returns to first, lies on top.</summary>
internal readonly record struct SeenRange(long Bottom, long Top)
{
    public static SeenRange Of(Price low, Price high, Direction direction) => direction == Direction.Up
        ? new SeenRange(low.Raw, high.Raw)
        : new SeenRange(-high.Raw, -low.Raw);

    public Price PriceLow(Direction direction) => new(direction == Direction.Up ? Bottom : -Top);

    public Price PriceHigh(Direction direction) => new(direction == Direction.Up ? Top : -Bottom);

    /// <summary>Whether a price is at the middle or below it.</summary>
    public bool IsLowerHalf(long price) => price <= Bottom || Top - price >= price - Bottom;

    /// <summary>Which part of the range lies above a price, from 0 to 1.</summary>
    public double Above(long price) => Math.Clamp((double)(Top - price) / (Top - Bottom), 0, 1);
}

internal static class Directions
{
    public static Direction Opposite(this Direction direction) => direction == Direction.Up ? Direction.Down : Direction.Up;
}
