using Pawl.Indicators;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

public sealed class BollingerTests
{
    private static IReadOnlyList<(int Index, Bollinger.Output Value)> Run(IEnumerable<Price> closes, int period, string deviations = "2") =>
        NodeHarness.Run<Bollinger.Output>("bollinger", [("period", $"{period}"), ("deviations", deviations)], Bars.FromCloses(closes));

    [Fact]
    public void Agrees_with_the_published_table()
    {
        IReadOnlyList<(int Index, Bollinger.Output Value)> bands = NodeHarness.Run<Bollinger.Output>("bollinger", [], GoldenBars.Candles);

        GoldenBars.Check([.. bands.Select(b => (b.Index, b.Value.Upper))], first: 19, (19, 100.813858), (59, 99.097105));
        GoldenBars.Check([.. bands.Select(b => (b.Index, b.Value.Middle))], first: 19, (19, 98.217500), (59, 96.509500));
        GoldenBars.Check([.. bands.Select(b => (b.Index, b.Value.Lower))], first: 19, (19, 95.621142), (59, 93.921895));
    }

    [Theory]
    [MemberData(nameof(Naive.Scales), MemberType = typeof(Naive))]
    public void Agrees_with_exact_arithmetic(long level, long tick)
    {
        foreach (int period in (int[])[2, 20, 200])
        {
            Price[] closes = [.. Bars.Random(period, 2_000, level, tick).Select(b => b.Close)];

            foreach ((int index, Bollinger.Output bands) in Run(closes, period, "2.5"))
            {
                decimal[] window = [.. closes[(index - period + 1)..(index + 1)].Select(p => p.ToDecimal())];
                double mean = (double)Naive.Mean(window);
                double distance = 2.5 * Naive.Deviation(window);
                double tolerance = 1e-9 * mean;
                Naive.AssertClose(mean, bands.Middle, 1e-9);
                Assert.Equal(mean + distance, bands.Upper, tolerance);
                Assert.Equal(mean - distance, bands.Lower, tolerance);
            }
        }
    }

    [Fact]
    public void Small_deviations_of_large_prices_keep_their_digits()
    {
        Price[] closes = [.. Bars.Random(9, 1_000, 1_000_000_00000000, 1).Select(b => b.Close)];

        foreach ((int index, Bollinger.Output bands) in Run(closes, 20, "100"))
        {
            double distance = 100 * Naive.Deviation([.. closes[(index - 19)..(index + 1)].Select(p => p.ToDecimal())]);
            Naive.AssertClose(distance, bands.Upper - bands.Middle, 0.01);
        }
    }

    [Theory]
    [InlineData("0.00000001")]
    [InlineData("167.41")]
    [InlineData("1234567.89")]
    public void A_flat_market_has_no_width(string price)
    {
        double close = Price.Parse(price).ToDouble();

        foreach ((int _, Bollinger.Output bands) in Run(Enumerable.Repeat(Price.Parse(price), 100), 7))
        {
            Naive.AssertClose(close, bands.Upper, 1e-15);
            Naive.AssertClose(close, bands.Lower, 1e-15);
        }
    }
}
