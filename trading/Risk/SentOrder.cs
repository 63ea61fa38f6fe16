using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What an order asked for, to know the same one again.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SentOrder(
    long Strategy, long Symbol, TradeDirection Side, OrderKind Kind, Quantity Quantity, Price Limit, Price Stop, Timestamp Time)
{
    public const int Remembered = 64;

    public static SentOrder Of(in Order order, Timestamp now) =>
        new(order.Strategy, order.Symbol, order.Side, order.Kind, order.Quantity, order.Limit, order.Stop, now);

    /// <summary>Whether another asks for the same, whenever it was sent.</summary>
    public bool IsSame(in SentOrder other) => Quantity.Raw != 0 && this with { Time = other.Time } == other;
}
