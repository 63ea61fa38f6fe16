using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>Where an order stands.</summary>
[Message("order_update", 1, "Where an order stands.", Group = MessageGroup.Execution)]
[StructLayout(LayoutKind.Sequential)]
public struct OrderUpdate
{
    [Field("the account")]
    public Text64 Account;

    [Field("our id of the order, at most 20 characters")]
    public Text64 ClientOrderId;

    [Field("the venue's id; empty before it has one")]
    public Text64 VenueOrderId;

    [Field("where it stands")]
    public OrderState State;

    [Field("how much was ordered")]
    public Quantity Quantity;

    [Field("how much of it is filled")]
    public Quantity Filled;

    [Field("mean price of what is filled", NullWhen = long.MinValue)]
    public Price AveragePrice;

    [Field("why it was refused or ended; empty else")]
    public Text64 Reason;
}
