using static Pawl.Tests.Unit.Indicators.PlainFormula;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Cycles, adaptive averages and stops over whole arrays.</summary>
internal static class PlainTrends
{
    private const double Radians = Math.PI / 180;

    private static readonly StopArrays.Pace Usual = new(0.02, 0.02, 0.2);

    public static IEnumerable<PlainFormula> All =>
    [
        Moving("ht_dcperiod", "", b => [From(32, new CycleArrays(b.Close, 12).Length)]),
        Moving("ht_phasor", "", b => Phasor(new CycleArrays(b.Close, 12))),
        Moving("ht_dcphase", "", b => [From(63, new CycleArrays(b.Close, 37).Phase())]),
        Moving("ht_sine", "", b => Sines(From(63, new CycleArrays(b.Close, 37).Phase()))),
        Moving("ht_trendline", "", b => [From(63, new CycleArrays(b.Close, 37).Trend())]),
        Moving("ht_trendmode", "", b => [From(63, new CycleArrays(b.Close, 37).TrendMode())]),
        Moving("mama", "", b => Adaptive(b.Close, 0.5, 0.05)),
        Moving("mama", "fast_limit=0.8;slow_limit=0.1", b => Adaptive(b.Close, 0.8, 0.1)),
        Of("supertrend", "", b => SuperTrend(b, 10, 3)),
        Of("supertrend", "period=4;multiplier=1", b => SuperTrend(b, 4, 1)),
        Of("parabolic_sar", "", b => StopArrays.Parabolic(b.High, b.Low, Usual, Usual)),
        Of("parabolic_sar", "acceleration=0.1;maximum=0.5", b => StopArrays.Parabolic(b.High, b.Low, new(0.1, 0.1, 0.5), new(0.1, 0.1, 0.5))),
        Of("sarext", "", b => Signed(StopArrays.Parabolic(b.High, b.Low, Usual, Usual))),
        Of(
            "sarext",
            "offset_on_reverse=0.01;long_start=0.03;long_step=0.01;long_maximum=0.1;short_start=0.05;short_step=0.04;short_maximum=0.3",
            b => Signed(StopArrays.Parabolic(b.High, b.Low, new(0.03, 0.01, 0.1), new(0.05, 0.04, 0.3), offset: 0.01))),
    ];

    /// <summary>Where prices stand still a phase is that of rounding errors.</summary>
    private static PlainFormula Moving(string kind, string parameters, Func<PlainBars, double[][]> fields) =>
        Of(kind, parameters, fields) with { NeedsMovement = true };

    private static double[] From(int first, double[] x) => [.. x.Select((v, i) => i < first ? double.NaN : v)];

    private static double[][] Phasor(CycleArrays cycle) => [From(32, cycle.InPhase), From(32, cycle.Quadrature)];

    private static double[][] Sines(double[] phase) => [phase.To(p => Math.Sin(p * Radians)), phase.To(p => Math.Sin((p + 45) * Radians))];

    private static double[][] Adaptive(double[] close, double fast, double slow)
    {
        (double[] mama, double[] fama) = new CycleArrays(close, 12).Adaptive(fast, slow);
        return [From(32, mama), From(32, fama)];
    }

    private static double[][] SuperTrend(PlainBars b, int n, double multiplier) =>
        StopArrays.SuperTrend(b.High, b.Low, b.Close, ((double[])[b.High[0] - b.Low[0], .. b.TrueRange[1..]]).Rma(n), n - 1, multiplier);

    private static double[][] Signed(double[][] stops) => [stops[0].With(stops[1], (stop, direction) => stop * direction)];
}
