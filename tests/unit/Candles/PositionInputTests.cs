using System.Text.Json;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>The input <c>position</c>: what the strategies of a log hold together, against a position that is kept in decimals.</summary>
public sealed class PositionInputTests
{
    private static readonly string[] s_strategies = ["one", "two"];

    [Fact]
    public void Is_what_the_fills_of_all_strategies_add_up_to()
    {
        int means = 0, turns = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            Runs run = Runs.Of(Pipeline());
            (decimal held, decimal mean) = (0, 0);
            foreach (InputEvent e in Events(seed))
            {
                Dictionary<string, double> said = Said(run.Process([e]));
                if (e.Kind != EventKind.Fill)
                {
                    Assert.Empty(said);
                    continue;
                }

                decimal before = held;
                (held, mean) = Count(held, mean, e.Execution.Quantity.Raw / 1e8m, e.Execution.Price.Raw / 1e8m);
                turns += before * held < 0 ? 1 : 0;
                Assert.Equal((seed, (double)held), (seed, said["held"]));
                // An average of nothing is no number, and wakes nobody.
                Assert.Equal((seed, held != 0), (seed, said.ContainsKey("mean")));
                if (held != 0)
                {
                    means++;
                    Assert.Equal((seed, (double)mean), (seed, said["mean"]));
                }
            }
        }

        Assert.True(means > 1000 && turns > 50, $"{means} means, {turns} turns");
    }

    [Fact]
    public void An_update_without_a_fill_says_nothing_of_it()
    {
        Runs run = Runs.Of(Pipeline());
        InputEvent[] events = Events(1);
        InputEvent update = events.First(e => e.Kind == EventKind.Fill);
        (update.Kind, update.Execution.IsFill) = (EventKind.OrderUpdate, 0);
        Assert.Empty(Said(run.Process([events[0], update])));
    }

    [Fact]
    public void Keeps_what_verification_asks_of_every_pipeline()
    {
        Graph graph = Runs.Compile(Pipeline());
        VerificationResult found = new Verifier(new MemoryTape(new TapeLog(graph, "X", new CandleDriver(graph)), Events(3))) { Every = 1 }.Run(TestContext.Current.CancellationToken);
        Assert.All(found.Checks, check => Assert.True(check.First is null, check.ToString()));
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    public void More_than_can_be_said_is_an_error(long held, long more)
    {
        NetPosition position = new() { Quantity = new Quantity(held), AveragePrice = new Price(1) };
        Assert.Throws<OverflowException>(() => position.Add(new Quantity(more), new Price(1)));
    }

    /// <summary>A mean exactly between two prices is the even one, on either side of zero.</summary>
    [Theory]
    [InlineData(1, 1, 2, 1, 2)]
    [InlineData(2, 1, 3, 1, 2)]
    [InlineData(1, -1, 2, -1, 2)]
    [InlineData(-1, 1, -2, 1, -2)]
    [InlineData(-2, 1, -3, 1, -2)]
    [InlineData(long.MaxValue, long.MaxValue / 2, long.MaxValue, long.MaxValue / 2, long.MaxValue)]
    public void Means_are_rounded_half_to_even(long price, long held, long other, long more, long mean)
    {
        NetPosition position = new() { Quantity = new Quantity(held), AveragePrice = new Price(price) };
        position.Add(new Quantity(more), new Price(other));
        Assert.Equal((held + more, mean), (position.Quantity.Raw, position.AveragePrice.Raw));
    }

    private static (decimal Held, decimal Mean) Count(decimal held, decimal mean, decimal signed, decimal price)
    {
        decimal next = held + signed;
        return next == 0 ? (0, 0)
            : held == 0 || Math.Sign(held) != Math.Sign(next) ? (next, price)
            : Math.Sign(held) != Math.Sign(signed) ? (next, mean)
            : (next, Math.Round(((mean * held) + (price * signed)) / next, 8, MidpointRounding.ToEven));
    }

    private static PipelineDeclaration Pipeline()
    {
        PipelineDeclaration readers = Runs.Pipeline(
            ["1m"], ("held", "sma", ["position"], [("period", "1")]), ("mean", "sma", ["position.average_price"], [("period", "1")]));
        return readers with { Nodes = [.. s_strategies.Select(Strategy), .. readers.Nodes] };
    }

    private static NodeDeclaration Strategy(string id) => new(id, "moving_average_cross", default, default)
    {
        Inputs = [new("candle", "candle(1m)", default), new("fast", "candle(1m).close", default), new("slow", "candle(1m).open", default)],
    };

    /// <summary>Trades, and between them fills of both strategies, of few sizes so that they often hold nothing together.</summary>
    private static InputEvent[] Events(int seed)
    {
        Random random = new(seed);
        List<InputEvent> events = [];
        foreach (NaiveTick tick in RandomTicks.Of(seed, 120, wild: false))
        {
            InputEvent trade = Runs.Tick(tick);
            events.Add(trade);
            if (random.Next(2) == 0)
            {
                Execution fill = new()
                {
                    Strategy = Execution.KeyOf(s_strategies[random.Next(2)]),
                    IsFill = 1,
                    Purpose = OrderPurpose.Entry,
                    State = OrderState.Filled,
                    Quantity = new Quantity(random.Next(-3, 4) is var units and not 0 ? units * Quantity.Scale / 2 : Quantity.Scale),
                    Price = trade.Tick.Price,
                };
                events.Add(new InputEvent { Kind = EventKind.Fill, Time = trade.Time, Execution = fill });
            }
        }

        return [.. events];
    }

    /// <summary>What the readers say in lines, by node.</summary>
    private static Dictionary<string, double> Said(string lines)
    {
        Dictionary<string, double> said = [];
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument message = JsonDocument.Parse(line);
            string node = message.RootElement.GetProperty("metadata").GetProperty("node").GetString()!;
            if (node is "held" or "mean")
            {
                said.Add(node, message.RootElement.GetProperty("data").GetProperty("value").GetDouble());
            }
        }

        return said;
    }
}
