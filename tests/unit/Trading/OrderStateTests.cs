using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

public sealed class OrderStateTests
{
    private static readonly OrderState[] All = Enum.GetValues<OrderState>();
    private static readonly OrderEvent[] Events = Enum.GetValues<OrderEvent>();

    [Fact]
    public void Nothing_happens_to_an_order_that_is_done()
    {
        foreach (OrderState done in All.Where(OrderStates.IsDone))
        {
            Assert.All(Events, e => Assert.False(OrderStates.TryMove(done, e, out _)));
        }
    }

    [Fact]
    public void No_event_makes_an_order_filled_and_none_unsent_but_one()
    {
        foreach (OrderState from in All)
        {
            foreach (OrderEvent happened in Events)
            {
                if (!OrderStates.TryMove(from, happened, out OrderState to)) continue;
                Assert.NotEqual(OrderState.Filled, to);
                // Only an order that the broker has never heard of may be sent again.
                Assert.Equal(happened == OrderEvent.NotFound, to == OrderState.Intent);
            }
        }
    }

    [Fact]
    public void Every_state_that_is_not_done_can_be_lost_or_ended_once_it_was_sent() =>
        Assert.All(All.Where(s => OrderStates.IsOpen(s) && s is not OrderState.Intent and not OrderState.Unknown), s =>
        {
            Assert.True(OrderStates.TryMove(s, OrderEvent.Lost, out OrderState lost));
            Assert.Equal(OrderState.Unknown, lost);
            Assert.True(OrderStates.TryMove(s, OrderEvent.Ended, out OrderState ended));
            Assert.Equal(OrderState.Canceled, ended);
        });

    [Fact]
    public void A_late_acknowledgement_does_not_forget_what_was_filled()
    {
        Order order = Accounts.Order("a", 0, 0, TradeDirection.Buy, "10");
        Assert.True(order.Move(OrderEvent.Sent));
        Assert.Equal(FillOddity.BeforeAcknowledgement, order.Fill(Quantity.Parse("4"), Price.Parse("10")));
        Assert.True(order.Move(OrderEvent.Accepted));
        Assert.Equal(OrderState.PartiallyFilled, order.State);
        Assert.True(order.Move(OrderEvent.CancelSent));
        Assert.True(order.Move(OrderEvent.CancelRefused));
        Assert.Equal(OrderState.PartiallyFilled, order.State);
        Assert.Equal(FillOddity.Overfill, order.Fill(Quantity.Parse("8"), Price.Parse("13")));
        Assert.Equal(OrderState.Filled, order.State);
        Assert.Equal("12", order.Filled.ToString());
        Assert.Equal("12", order.AveragePrice.ToString());
        Assert.Equal(FillOddity.AfterTheEnd | FillOddity.Overfill, order.Fill(Quantity.Parse("1"), Price.Parse("13")));
    }
}
