using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>The cross of two averages as it is shipped in Lua and in C#: the same messages in the same order, whatever becomes of the orders.</summary>
public sealed class SameInBothLanguagesTests
{
    [Fact]
    public void The_cross_of_two_averages_gives_the_same_signals()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "config", "pipelines", "scripts", "moving_average_cross.lua"));
        StrategyRun lua = ScriptRuns.Of(("cross", source));
        StrategyRun own = new(Runs.Compile(new PipelineDeclaration("test", default)
        {
            Nodes =
            [
                Average("fast", "9"),
                Average("slow", "21"),
                new NodeDeclaration("cross", "moving_average_cross", default, default)
                {
                    Inputs = [new InputDeclaration("candle", "candle(1m)", default), new InputDeclaration("fast", "indicator(fast)", default), new InputDeclaration("slow", "indicator(slow)", default)],
                },
            ],
        }));
        Random random = new(3);
        double price = 100;
        int signals = 0;
        (OrderPurpose Purpose, decimal Quantity)? open = null;
        decimal held = 0;
        for (int bar = 0; bar < 3000; bar++)
        {
            price += random.NextDouble() - 0.5;
            Price close = new((long)(price * 100) * (Price.Scale / 100));
            IReadOnlyList<object> said = own.Close(close);
            Assert.Equal(said, lua.Close(close));
            open = Order(said, held) ?? open;
            while (open is { } order)
            {
                signals++;
                open = null;
                if (order.Purpose == OrderPurpose.Entry && random.Next(4) == 0)
                {
                    said = own.Update("cross", OrderPurpose.Entry, OrderState.Rejected);
                    Assert.Equal(said, lua.Update("cross", OrderPurpose.Entry, OrderState.Rejected));
                    break;
                }

                held += order.Quantity;
                said = own.Fill("cross", order.Purpose, order.Quantity, close);
                Assert.Equal(said, lua.Fill("cross", order.Purpose, order.Quantity, close));
                open = Order(said, held);
            }
        }

        Assert.True(signals > 50, $"{signals} signals");
    }

    private static (OrderPurpose Purpose, decimal Quantity)? Order(IReadOnlyList<object> said, decimal held) =>
        said.OfType<TradeSignal>().Where(s => s.Kind is SignalKind.Entry or SignalKind.Exit).Select(s => s.Kind == SignalKind.Entry
            ? (OrderPurpose.Entry, s.Side == TradeDirection.Buy ? 1m : -1m)
            : (OrderPurpose.Exit, -held)).Cast<(OrderPurpose, decimal)?>().FirstOrDefault();

    private static NodeDeclaration Average(string id, string period) => new(id, "ema", default, default)
    {
        Inputs = [new InputDeclaration(null, "candle(1m)", default)],
        Arguments = [new Argument("period", period, default, default)],
        Publish = false,
    };
}
