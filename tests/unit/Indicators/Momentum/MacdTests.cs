using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class MacdTests
{
    private static readonly (string, string)[] Short = [("fast_period", "3"), ("slow_period", "5"), ("signal_period", "4")];

    [Fact]
    public void Agrees_with_the_published_table()
    {
        IReadOnlyList<(int Index, Macd.Output Value)> values = NodeHarness.Run<Macd.Output>("macd", [], GoldenBars.Candles);

        GoldenBars.Check([.. values.Select(v => (v.Index, v.Value.Macd))], first: 33, (33, -0.872275), (59, 0.176345));
        GoldenBars.Check([.. values.Select(v => (v.Index, v.Value.Signal))], first: 33, (33, -0.756696), (59, 0.130548));
        GoldenBars.Check([.. values.Select(v => (v.Index, v.Value.Histogram))], first: 33, (33, -0.115579));
    }

    [Fact]
    public void Agrees_with_averages_over_whole_series()
    {
        double[] closes = [.. Bars.Random(8, 200, 100_00000000, 1000000).Select(b => b.Close.ToDouble())];
        double[] fast = Ema(closes[2..], 3);
        double[] slow = Ema(closes, 5);
        double[] line = [.. fast.Zip(slow, (f, s) => f - s)];
        double[] signal = Ema(line, 4);

        IReadOnlyList<(int Index, Macd.Output Value)> values =
            NodeHarness.Run<Macd.Output>("macd", Short, Bars.FromCloses(closes.Select(c => new Price((long)Math.Round(c * 1e8)))));

        Assert.Equal(signal.Length, values.Count);
        Assert.Equal(5 + 4 - 2, values[0].Index);
        for (int i = 0; i < signal.Length; i++)
        {
            Assert.Equal(line[i + 3], values[i].Value.Macd, 1e-12);
            Assert.Equal(signal[i], values[i].Value.Signal, 1e-12);
            Assert.Equal(values[i].Value.Macd - values[i].Value.Signal, values[i].Value.Histogram);
        }
    }

    [Theory]
    [InlineData("26", "26")]
    [InlineData("30", "10")]
    public void The_fast_average_must_be_the_faster(string fast, string slow) =>
        Assert.Equal(
            [$"node 'node': fast_period {fast} is not less than slow_period {slow}; exchange them or choose another pair"],
            NodeHarness.Mistakes("macd", [("fast_period", fast), ("slow_period", slow)]));

    private static double[] Ema(double[] values, int period)
    {
        List<double> averages = [values[..period].Average()];
        foreach (double value in values[period..])
        {
            averages.Add(averages[^1] + (2.0 / (period + 1) * (value - averages[^1])));
        }

        return [.. averages];
    }
}
