using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Sixty bars whose indicators were computed once with the C implementation of TA-Lib (unstable period 0, default
/// compatibility); the tests of the kinds hold the results, printed with six decimals.
/// </summary>
internal static class GoldenBars
{
    /// <summary>Half a unit of the sixth decimal, and a little.</summary>
    public const double Tolerance = 6e-7;

    private const string Open =
        """
        100.0, 100.62, 100.69, 99.72, 98.91, 100.11, 99.11, 98.43, 97.12, 97.51,
        97.1, 96.32, 97.14, 97.94, 98.41, 98.65, 96.94, 97.14, 96.95, 98.73,
        96.81, 97.8, 98.59, 97.23, 96.2, 95.96, 97.08, 95.6, 96.57, 97.26,
        95.79, 95.3, 94.19, 95.34, 95.62, 95.24, 95.06, 96.22, 96.86, 95.08,
        95.68, 96.54, 94.96, 96.59, 97.96, 96.02, 94.46, 94.98, 94.0, 95.71,
        96.76, 96.25, 96.97, 98.38, 98.01, 96.54, 97.97, 98.88, 96.94, 95.45
        """;

    private const string High =
        """
        101.08, 101.42, 101.25, 100.69, 100.81, 101.17, 99.78, 98.45, 97.88, 97.78,
        98.56, 97.33, 99.3, 98.43, 99.21, 98.78, 97.87, 97.6, 99.92, 100.17,
        98.88, 98.67, 100.08, 98.19, 97.49, 97.09, 97.41, 97.64, 98.16, 98.1,
        95.88, 95.83, 96.71, 96.56, 96.15, 95.5, 97.64, 97.61, 96.9, 95.86,
        97.9, 97.65, 96.61, 98.46, 99.3, 96.1, 95.1, 95.05, 96.95, 96.99,
        97.87, 97.62, 98.79, 99.33, 98.17, 98.69, 99.44, 100.18, 98.12, 98.17
        """;

    private const string Low =
        """
        98.99, 99.72, 98.48, 97.73, 98.1, 98.04, 97.37, 95.95, 96.29, 96.13,
        95.07, 95.41, 96.54, 97.38, 98.19, 96.64, 96.38, 96.38, 96.3, 96.57,
        95.56, 96.31, 96.22, 95.96, 95.21, 94.77, 94.93, 95.18, 95.25, 94.31,
        94.87, 93.55, 93.24, 94.22, 95.17, 94.08, 93.68, 95.27, 94.6, 94.18,
        94.44, 93.58, 93.84, 95.39, 95.0, 94.41, 93.78, 93.81, 93.29, 94.44,
        95.65, 96.11, 96.64, 97.8, 95.45, 96.1, 97.49, 95.58, 95.15, 94.34
        """;

    private const string Close =
        """
        100.62, 100.69, 99.72, 98.91, 100.11, 99.11, 98.43, 97.12, 97.51, 97.1,
        96.32, 97.14, 97.94, 98.41, 98.65, 96.94, 97.14, 96.95, 98.73, 96.81,
        97.8, 98.59, 97.23, 96.2, 95.96, 97.08, 95.6, 96.57, 97.26, 95.79,
        95.3, 94.19, 95.34, 95.62, 95.24, 95.06, 96.22, 96.86, 95.08, 95.68,
        96.54, 94.96, 96.59, 97.96, 96.02, 94.46, 94.98, 94.0, 95.71, 96.76,
        96.25, 96.97, 98.38, 98.01, 96.54, 97.97, 98.88, 96.94, 95.45, 96.82
        """;

    private const string Volume =
        """
        196, 432, 255, 989, 662, 981, 765, 137, 563, 744,
        451, 594, 849, 198, 823, 908, 189, 210, 608, 414,
        264, 127, 135, 918, 247, 363, 319, 288, 293, 488,
        752, 441, 529, 911, 493, 929, 939, 973, 649, 627,
        352, 631, 666, 320, 830, 346, 919, 793, 354, 973,
        793, 916, 814, 944, 379, 232, 694, 659, 353, 645
        """;

    public static IReadOnlyList<Price> Closes { get; } = Bars.Prices(Close);

    public static IReadOnlyList<Candle> Candles { get; } = Join();

    /// <summary>Checks single values of a series; everything before <paramref name="first"/> must be missing.</summary>
    public static void Check(IReadOnlyList<(int Index, double Value)> outputs, int first, params (int Index, double Value)[] expected)
    {
        Xunit.Assert.Equal(Enumerable.Range(first, 60 - first), outputs.Select(o => o.Index));
        foreach ((int index, double value) in expected)
        {
            Xunit.Assert.Equal(value, outputs[index - first].Value, Tolerance);
        }
    }

    private static Candle[] Join()
    {
        var (open, high, low) = (Bars.Prices(Open), Bars.Prices(High), Bars.Prices(Low));
        IReadOnlyList<Price> volume = Bars.Prices(Volume);
        return [.. Closes.Select((close, i) => Bars.Of(Bars.Start(i), open[i], high[i], low[i], close, new Quantity(volume[i].Raw)))];
    }
}
