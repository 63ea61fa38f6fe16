using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The position of a strategy after a change.</summary>
[Message("position_update", 1, "The position of a strategy after a change.", Group = MessageGroup.Strategy, Subject = "strategies.positions.{symbol}", Table = "positions")]
[StructLayout(LayoutKind.Sequential)]
public struct PositionUpdate
{
    [Field("how much is held; negative where it was sold short")]
    public Quantity Quantity;

    [Field("mean price of what is held", NullWhen = long.MinValue)]
    public Price AveragePrice;

    [Field("the price it is valued at", NullWhen = long.MinValue)]
    public Price MarkPrice;

    [Field("profit of what was closed, in the currency of the account")]
    public QuantitySum RealizedProfit;

    [Field("profit of what is held, in the currency of the account")]
    public QuantitySum UnrealizedProfit;

    [Field("fees so far, in the currency of the account")]
    public QuantitySum Fees;
}
