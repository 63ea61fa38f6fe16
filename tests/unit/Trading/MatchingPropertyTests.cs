using Pawl.Tests.Support;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>What holds for every simulated run, over random markets and random orders.</summary>
public sealed class MatchingPropertyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_fill_is_early_too_large_or_better_than_its_limit(bool pessimistic)
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            SimulatedRun run = new(seed, pessimistic ? MatchingAssumptions.Pessimistic : MatchingAssumptions.Optimistic);
            run.Run(400);
            Assert.True(run.Fills.Count > 0, $"seed {seed} fills nothing");
            foreach ((Fill fill, Timestamp known) in run.Fills)
            {
                Order order = run.Orders[fill.ClientOrderId.ToString()];
                string where = $"seed {seed}, order {fill.ClientOrderId}";
                Assert.True(fill.FillTime.Nanoseconds >= order.Created.Nanoseconds + run.Assumptions.OutboundLatency, $"{where} was filled before it was there");
                Assert.True(known.Nanoseconds >= fill.FillTime.Nanoseconds + run.Assumptions.InboundLatency, $"{where} was known before it could be");
                if (order.Limit != Price.MinValue)
                    Assert.True(order.Side == TradeDirection.Buy ? fill.Price <= order.Limit : fill.Price >= order.Limit, $"{where} was filled beyond its limit");
            }

            Assert.All(run.Fills.GroupBy(f => f.Fill.ClientOrderId.ToString()), g =>
                Assert.True(g.Sum(f => f.Fill.Quantity.Raw) <= run.Orders[g.Key].Quantity.Raw, $"seed {seed}: order {g.Key} is too full"));
            Assert.Equal(run.Fills.OrderBy(f => f.Known).Select(f => f.Fill.VenueFillId.ToString()), run.Fills.Select(f => f.Fill.VenueFillId.ToString()));
            Assert.Empty(run.Broker.Impossible);
            Assert.Empty(run.Broker.Oddities);
        }
    }

    [Fact]
    public void The_same_run_twice_is_the_same()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var one = new SimulatedRun(seed, MatchingAssumptions.Pessimistic);
            var two = new SimulatedRun(seed, MatchingAssumptions.Pessimistic);
            one.Run(400);
            two.Run(400);
            Assert.Equal(one.Account.Save(), two.Account.Save());
        }
    }

    [Fact]
    public void In_the_steady_state_nothing_is_allocated()
    {
        var run = new SimulatedRun(7, MatchingAssumptions.Pessimistic) { Records = false };
        run.Run(20_000);
        Assert.Equal(0, Allocations.Least(() => run.Run(500)));
    }
}
