using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What one strategy, or the account, holds of a symbol. A netting account uses <see cref="Long"/> alone, with its sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Holding
{
    /// <summary>The position of a netting account; what was bought in a hedging one.</summary>
    public Position Long;

    /// <summary>What was sold short in a hedging account.</summary>
    public Position Short;

    /// <summary>Both together.</summary>
    public readonly Quantity Net => Long.Quantity + Short.Quantity;

    /// <summary>How much an order of a side could close.</summary>
    public readonly Quantity Closable(TradeDirection side) =>
        side == TradeDirection.Sell
            ? new Quantity(Math.Max(Long.Quantity.Raw, 0))
            : new Quantity(Math.Max(-Math.Min(Long.Quantity.Raw, Short.Quantity.Raw), 0));

    /// <summary>The position that a fill changes.</summary>
    public static ref Position Leg(ref Holding holding, PositionMode mode, TradeDirection side, bool reduces)
    {
        bool isShort = mode == PositionMode.Hedging && (side == TradeDirection.Sell) != reduces;
        return ref (isShort ? ref holding.Short : ref holding.Long);
    }
}
