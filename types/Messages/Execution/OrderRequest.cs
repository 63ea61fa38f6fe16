using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What is asked of a broker.</summary>
[Message("order_request", 1, "What is asked of a broker.", Group = MessageGroup.Execution)]
[StructLayout(LayoutKind.Sequential)]
public struct OrderRequest
{
    [Field("the account")]
    public Text64 Account;

    [Field("our id of the order, at most 20 characters")]
    public Text64 ClientOrderId;

    [Field("place, replace or cancel")]
    public OrderAction Action;

    [Field("buy or sell")]
    public TradeDirection Side;

    [Field("how it is to be filled")]
    public OrderKind Kind;

    [Field("how much")]
    public Quantity Quantity;

    [Field("the worst price, where there is one", NullWhen = long.MinValue)]
    public Price LimitPrice;

    [Field("the price that makes it active, where there is one", NullWhen = long.MinValue)]
    public Price StopPrice;

    [Field("distance of a trailing stop", NullWhen = long.MinValue)]
    public Price Trail;

    [Field("how long it stands")]
    public TimeInForce TimeInForce;

    [Field("when it ends, of gtd", NullWhen = long.MinValue)]
    public Timestamp Expires;

    [Field("what is special about it")]
    public OrderFlags Flags;

    [Field("our id of the order that it protects; empty where there is none")]
    public Text64 Parent;
}
