using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Volume kinds over candles: against numbers of TA-Lib's C implementation, and against plain formulas over whole arrays.</summary>
public sealed class VolumeKindTests
{
    private static IReadOnlyList<(int Index, double Value)> Run(string kind, params (string, string)[] parameters) =>
        NodeHarness.Run<double>(kind, parameters, GoldenBars.Candles);

    private static double[] Doubles(Func<Candle, double> of) => [.. GoldenBars.Candles.Select(of)];

    [Fact]
    public void Obv() => GoldenBars.Check(Run("obv"), 0, (0, 196), (1, 628), (20, -476), (40, -445), (59, 360));

    [Fact]
    public void Obv_that_starts_at_zero() => GoldenBars.Check(Run("obv", ("start", "zero")), 0, (0, 0), (59, 164));

    [Fact]
    public void Mfi() => GoldenBars.Check(Run("mfi"), 14, (14, 41.881289), (59, 67.582195));

    [Fact]
    public void Of_micro_priced_volumes_only_the_strict_rule_makes_nothing()
    {
        IReadOnlyList<Candle> small = [.. GoldenBars.Candles.Select(c => c with { Volume = QuantitySum.FromInt128(c.Volume.ToInt128() / 100_000_000) })];
        Assert.All(NodeHarness.Run<double>("mfi", [("zero_flow", "ta_lib_strict")], small), v => Assert.Equal(0, v.Value));
        Assert.Equal(67.582195, NodeHarness.Run<double>("mfi", [], small)[^1].Value, GoldenBars.Tolerance);
        IReadOnlyList<Candle> none = [.. GoldenBars.Candles.Select(c => c with { Volume = QuantitySum.Zero })];
        Assert.All(NodeHarness.Run<double>("mfi", [], none), v => Assert.Equal(double.NaN, v.Value));
    }

    [Fact]
    public void Ad_and_its_oscillator_against_plain_formulas()
    {
        double[] line = new double[60];
        double sum = 0;
        for (int i = 0; i < 60; i++)
        {
            Candle b = GoldenBars.Candles[i];
            double range = b.High.ToDouble() - b.Low.ToDouble();
            sum += range == 0 ? 0 : ((b.Close.ToDouble() - b.Low.ToDouble()) - (b.High.ToDouble() - b.Close.ToDouble())) / range * b.Volume.ToDouble();
            line[i] = sum;
        }

        Assert.Equal(line, Run("ad").Select(v => v.Value), Near);

        static double[] Ema(double[] x, int n)
        {
            double[] y = new double[x.Length];
            y[0] = x[0];
            for (int i = 1; i < x.Length; i++)
            {
                y[i] = ((2.0 / (n + 1)) * x[i]) + ((1 - (2.0 / (n + 1))) * y[i - 1]);
            }

            return y;
        }

        double[] fast = Ema(line, 3), slow = Ema(line, 10);
        IReadOnlyList<(int Index, double Value)> said = Run("adosc");
        Assert.Equal(Enumerable.Range(9, 51), said.Select(v => v.Index));
        Assert.Equal(Enumerable.Range(9, 51).Select(i => fast[i] - slow[i]), said.Select(v => v.Value), Near);
    }

    [Fact]
    public void A_bar_without_a_range_adds_nothing_to_the_line() =>
        Assert.Equal([0d], NodeHarness.Run<double>("ad", [], [Bars.Flat(Bars.Start(0), Price.Parse("5")) with { Volume = Quantity.Parse("9") }]).Select(v => v.Value));

    [Fact]
    public void Relative_volume_against_the_mean_of_the_bars_before()
    {
        double[] volumes = Doubles(c => c.Volume.ToDouble());
        IReadOnlyList<(int Index, double Value)> said = Run("relative_volume", ("period", "7"));
        Assert.Equal(Enumerable.Range(7, 53), said.Select(v => v.Index));
        Assert.All(said, v => Assert.Equal(volumes[v.Index] / volumes[(v.Index - 7)..v.Index].Average(), v.Value, 12));
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected));
}
