using FsCheck;
using FsCheck.Fluent;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>The machine of a strategy: it follows fills, whatever the strategy tries and the broker does.</summary>
public sealed class StrategyMachineTests
{
    private const string Node = "node";

    private static readonly Graph Probe = Runs.Compile(
        Runs.Pipeline([], (Node, "probe", ["candle(1m)"], [])), new KindRegistry().Add(typeof(StrategyProbe)));

    /// <summary>A strategy that has seen its first bar: before it, it cannot have ordered anything.</summary>
    private static StrategyRun Begin()
    {
        StrategyRun run = new(Probe);
        Try(run, ProbeMove.Wait);
        return run;
    }

    private static IReadOnlyList<object> Try(StrategyRun run, ProbeMove move) => run.Close(new Price((long)move * Price.Scale));

    private static Price At(decimal price) => new((long)(price * Price.Scale));

    private static string Path(IEnumerable<object> said) =>
        string.Join(", ", said.Select(s => s switch
        {
            StateTransition t => $"{t.From} → {t.To}",
            TradeSignal t => $"{t.Kind} {t.Side}",
            PositionUpdate p => $"position {p.Quantity}",
            _ => "risk",
        }));

    [Fact]
    public void A_trade_begins_with_the_first_fill_and_ends_when_the_position_is_flat()
    {
        StrategyRun run = Begin();
        Assert.Equal("Watch → CloseWatch, Entry Buy", Path(Try(run, ProbeMove.SetUpAndEnter)));
        Assert.Equal("", Path(run.Update(Node, OrderPurpose.Entry, OrderState.New)));
        Assert.Equal("CloseWatch → InTrade, position 1, risk", Path(run.Fill(Node, OrderPurpose.Entry, 1, At(10), OrderState.PartiallyFilled)));
        Assert.Equal("position 4, risk", Path(run.Fill(Node, OrderPurpose.Entry, 3, At(12))));
        Assert.Equal("Exit Sell", Path(Try(run, ProbeMove.Exit)));
        Assert.Equal("", Path(Try(run, ProbeMove.Exit)));
        Assert.Equal("position 3, risk", Path(run.Fill(Node, OrderPurpose.Exit, -1, At(13), OrderState.PartiallyFilled)));
        Assert.Equal("position 0, risk, InTrade → Watch", Path(run.Fill(Node, OrderPurpose.Exit, -3, At(14))));
    }

    [Theory]
    [InlineData(OrderState.Rejected, "the entry was rejected")]
    [InlineData(OrderState.Expired, "the entry expired")]
    [InlineData(OrderState.Canceled, "the entry was canceled")]
    public void An_entry_that_is_not_filled_returns_to_watch(OrderState end, string reason)
    {
        StrategyRun run = Begin();
        Try(run, ProbeMove.SetUpAndEnter);
        var back = Assert.IsType<StateTransition>(Assert.Single(run.Update(Node, OrderPurpose.Entry, end)));
        Assert.Equal((MachineState.CloseWatch, MachineState.Watch, reason), (back.From, back.To, back.Reason.ToString()));
    }

    [Fact]
    public void A_set_up_without_an_entry_is_over_after_its_time()
    {
        StrategyRun run = Begin();
        Try(run, ProbeMove.SetUp);
        Assert.Empty(Try(run, ProbeMove.Wait));
        Assert.Empty(Try(run, ProbeMove.Wait));
        Assert.Equal("CloseWatch → Watch", Path(Try(run, ProbeMove.Wait)));
    }

    [Fact]
    public void An_entry_that_is_late_is_cancelled_and_what_becomes_of_it_decides()
    {
        StrategyRun run = Begin();
        Try(run, ProbeMove.SetUpAndEnter);
        run.Update(Node, OrderPurpose.Entry, OrderState.New);
        Try(run, ProbeMove.Wait);
        Try(run, ProbeMove.Wait);
        Assert.Equal("Exit Sell", Path(Try(run, ProbeMove.Wait)));
        Assert.Empty(Try(run, ProbeMove.Wait));
        Assert.Equal("CloseWatch → InTrade, position 2, risk", Path(run.Fill(Node, OrderPurpose.Entry, 2, At(10), OrderState.PartiallyFilled)));
    }

    [Fact]
    public void The_rest_of_an_entry_is_cancelled_when_the_position_is_closed_before_it_is_filled()
    {
        StrategyRun run = Begin();
        Try(run, ProbeMove.SetUpAndEnter);
        run.Fill(Node, OrderPurpose.Entry, 1, At(10), OrderState.PartiallyFilled);
        Assert.Equal("position 0, risk, InTrade → Watch, Exit Sell", Path(run.Fill(Node, OrderPurpose.Stop, -1, At(9))));
        Assert.Empty(Try(run, ProbeMove.SetUpAndEnter));
        run.Update(Node, OrderPurpose.Entry, OrderState.Canceled);
        Assert.Equal("Watch → CloseWatch, Entry Buy", Path(Try(run, ProbeMove.SetUpAndEnter)));
    }

    [Fact]
    public void Where_no_broker_runs_the_next_set_up_is_said_too()
    {
        StrategyRun run = Begin();
        Try(run, ProbeMove.SetUpAndEnter);
        Try(run, ProbeMove.Wait);
        Try(run, ProbeMove.Wait);
        Assert.Equal("CloseWatch → Watch, Watch → CloseWatch, Entry Buy", Path(Try(run, ProbeMove.SetUpAndEnter)));
    }

    [Fact]
    public void A_fill_that_nobody_expected_is_accounted_and_managed()
    {
        StrategyRun run = Begin();
        Assert.Equal("Watch → CloseWatch, CloseWatch → InTrade, position -2, risk", Path(run.Fill(Node, OrderPurpose.Entry, -2, At(10))));
        Assert.Equal("Exit Buy", Path(Try(run, ProbeMove.Exit)));
    }

    /// <summary>Bought 1 at 10 and 3 at 12 with 0.5 of fees, sold 2 at 13: they cost 11.5 each.</summary>
    [Fact]
    public void Profit_is_that_of_its_own_fills()
    {
        StrategyRun run = Begin();
        run.Fill(Node, OrderPurpose.Entry, 1, At(10), fee: 0.25m);
        run.Fill(Node, OrderPurpose.Entry, 3, At(12), fee: 0.25m);
        PositionUpdate after = run.Fill(Node, OrderPurpose.Exit, -2, At(13)).OfType<PositionUpdate>().Single();
        Assert.Equal(
            ("2", "11.5", "3", "3", "0.5"),
            (after.Quantity.ToString(), after.AveragePrice.ToString(), after.RealizedProfit.ToString(), after.UnrealizedProfit.ToString(), after.Fees.ToString()));
    }

    [Fact]
    public void Orders_of_another_strategy_do_not_wake_it()
    {
        StrategyRun run = Begin();
        Assert.Empty(run.Fill("another", OrderPurpose.Entry, 1, At(10)));
    }

    /// <summary>One thing that happens: a bar that tries something, an update, or a fill of either side.</summary>
    private sealed record Happening(int What, int Which, int Amount)
    {
        public IReadOnlyList<object> In(StrategyRun run) => What switch
        {
            0 => Try(run, (ProbeMove)(100 + (Which % 7))),
            1 => run.Update(Node, PurposeOf(Which), StateOf(Amount)),
            _ => run.Fill(Node, PurposeOf(Which), Bought, At(100 + Amount), Amount % 2 == 0 ? OrderState.Filled : OrderState.PartiallyFilled),
        };

        /// <summary>What a fill buys.</summary>
        public decimal Bought => What == 2 ? (Which % 2 == 0 ? 1 : -1) * (1 + (Amount % 3)) : 0;

        private static OrderPurpose PurposeOf(int which) => (OrderPurpose)(1 + (which % 4));

        private static OrderState StateOf(int amount) =>
            (amount % 5) switch { 0 => OrderState.New, 1 => OrderState.PartiallyFilled, 2 => OrderState.Canceled, 3 => OrderState.Rejected, _ => OrderState.Expired };
    }

    private static readonly Gen<Happening[]> Histories =
        Gen.ArrayOf(from what in Gen.Choose(0, 2) from which in Gen.Choose(0, 27) from amount in Gen.Choose(0, 11) select new Happening(what, which, amount));

    /// <summary>Whatever happens: transitions form a chain of the four that exist, in_trade is to hold something, and the position is the sum of the fills.</summary>
    [Fact]
    public void Follows_fills_whatever_happens() => Prop.ForAll(Histories.ToArbitrary(), history =>
    {
        StrategyRun run = Begin();
        MachineState state = MachineState.Watch;
        decimal held = 0;
        foreach (Happening happening in history)
        {
            held += happening.Bought;
            foreach (object said in happening.In(run))
            {
                switch (said)
                {
                    case StateTransition t:
                        Assert.Equal(state, t.From);
                        Assert.Contains((t.From, t.To), Transitions);
                        Assert.NotEmpty(t.Reason.ToString());
                        state = t.To;
                        break;
                    case TradeSignal { Kind: SignalKind.Entry } entry:
                        Assert.Equal(MachineState.CloseWatch, state);
                        Assert.Equal(state, entry.State);
                        break;
                    case PositionUpdate p:
                        Assert.Equal((long)(held * Quantity.Scale), p.Quantity.Raw);
                        break;
                }
            }

            Assert.Equal(held != 0, state == MachineState.InTrade);
        }

        return true;
    }).QuickCheckThrowOnFailure();

    private static readonly (MachineState, MachineState)[] Transitions =
    [
        (MachineState.Watch, MachineState.CloseWatch), (MachineState.CloseWatch, MachineState.Watch),
        (MachineState.CloseWatch, MachineState.InTrade), (MachineState.InTrade, MachineState.Watch),
    ];

    [Fact]
    public void Goes_on_from_its_saved_state_wherever_it_is_saved() => Prop.ForAll(Histories.ToArbitrary(), history =>
    {
        StrategyRun plain = Begin(), restored = Begin();
        foreach (Happening happening in history)
        {
            restored = restored.SaveAndLoad();
            Assert.Equal(Path(happening.In(plain)), Path(happening.In(restored)));
        }

        return plain.Log.Block.SequenceEqual(restored.Log.Block);
    }).QuickCheckThrowOnFailure();
}
