using Pawl.Types;

namespace Pawl.Strategies;

/// <summary>Sides in words of prices.</summary>
internal static class SideExtensions
{
    public static bool Allow(this Sides sides, TradeDirection side) =>
        sides == Sides.Both || (sides == Sides.Long) == (side == TradeDirection.Buy);

    public static TradeDirection Opposite(this TradeDirection side) => side == TradeDirection.Buy ? TradeDirection.Sell : TradeDirection.Buy;

    /// <summary>The side that earns when price goes that way.</summary>
    public static TradeDirection Side(this Direction direction) => direction == Direction.Up ? TradeDirection.Buy : TradeDirection.Sell;

    /// <summary>1 for who buys, −1 for who sells.</summary>
    public static int Sign(this TradeDirection side) => side == TradeDirection.Buy ? 1 : -1;

    /// <summary>A price that is better for a side by an amount; worse by a negative one.</summary>
    public static Price Better(this TradeDirection side, Price price, double amount) =>
        new(price.Raw + (side.Sign() * (long)Math.Round(amount * Price.Scale)));

    /// <summary>A price that is better for a side by so many percent, worse by negative ones; null where it is none.</summary>
    public static Price? BetterByPercent(this TradeDirection side, Price price, double percent) =>
        percent == 0 ? null : new Price((long)Math.Round(price.Raw * (1 + (side.Sign() * percent / 100))));

    /// <summary>Whether a price is beyond another in the direction of a side.</summary>
    public static bool IsBeyond(this TradeDirection side, Price price, Price other) => side == TradeDirection.Buy ? price > other : price < other;

    /// <summary>The target that earns so many times what the stop may lose; null where it is none.</summary>
    public static Price? Target(this TradeDirection side, Price price, Price stop, double times) =>
        times == 0 ? null : side.Better(price, times * Math.Abs(price.ToDouble() - stop.ToDouble()));
}
