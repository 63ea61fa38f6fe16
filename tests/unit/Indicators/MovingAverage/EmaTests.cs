using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class EmaTests
{
    [Fact]
    public void Agrees_with_the_published_table() =>
        GoldenBars.Check(
            NodeHarness.Run("ema", [("period", "10")], GoldenBars.Closes), first: 9, (9, 98.932), (20, 97.717480), (40, 95.903544), (59, 96.884101));

    [Fact]
    public void With_period_1_it_is_its_input()
    {
        IReadOnlyList<(int, double)> values = NodeHarness.Run("ema", [("period", "1")], GoldenBars.Closes);

        Assert.Equal(GoldenBars.Closes.Select((p, i) => (i, p.ToDouble())), values);
    }

    [Fact]
    public void Weights_are_those_of_the_closed_form()
    {
        const int Period = 5;
        Price[] closes = [.. Bars.Random(1, 300, 100_00000000, 1000000).Select(b => b.Close)];

        foreach ((int index, double value) in NodeHarness.Run("ema", [("period", $"{Period}")], closes))
        {
            double left = Math.Pow(1 - (2.0 / (Period + 1)), index - Period + 1);
            double expected = left * closes[..Period].Average(p => p.ToDouble());
            for (int i = Period; i <= index; i++)
            {
                expected += 2.0 / (Period + 1) * Math.Pow(1 - (2.0 / (Period + 1)), index - i) * closes[i].ToDouble();
            }

            Naive.AssertClose(expected, value, 1e-12);
        }
    }

    [Fact]
    public void A_decay_ends_at_zero()
    {
        Price[] closes = [.. Enumerable.Repeat(Price.Parse("1"), 10), .. Enumerable.Repeat(Price.Zero, 4_000)];

        IReadOnlyList<(int Index, double Value)> values = NodeHarness.Run("ema", [("period", "10")], closes);

        Assert.Equal(0, values[^1].Value);
        Assert.DoesNotContain(values, v => v.Value is > 0 and < 1e-300);
    }
}
