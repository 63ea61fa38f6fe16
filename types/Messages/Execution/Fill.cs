using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A part of an order, or all of it, was filled.</summary>
[Message("fill", 1, "A part of an order, or all of it, was filled.", Group = MessageGroup.Execution, Table = "fills")]
[StructLayout(LayoutKind.Sequential)]
public struct Fill
{
    [Field("the account")]
    public Text64 Account;

    [Field("our id of the order, at most 20 characters")]
    public Text64 ClientOrderId;

    [Field("the venue's id of the fill")]
    public Text64 VenueFillId;

    [Field("buy or sell")]
    public TradeDirection Side;

    [Field("price of the fill")]
    public Price Price;

    [Field("how much was filled")]
    public Quantity Quantity;

    [Field("fee, in the currency of the account")]
    public QuantitySum Fee;

    [Field("who waited", NullWhen = Liquidity.Unknown)]
    public Liquidity Liquidity;

    [Field("when the venue filled it")]
    public Timestamp FillTime;
}
