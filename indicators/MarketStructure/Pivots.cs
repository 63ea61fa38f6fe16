using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The formulas of <c>pivot_points</c>.</summary>
internal static class Pivots
{
    /// <summary>What is known before a period is over.</summary>
    public static PivotLevels None { get; } = Around(double.NaN, []);

    /// <param name="before">The period before.</param>
    /// <param name="open">The open of this one.</param>
    public static PivotLevels Of(PivotMethod method, in Extent before, Price open)
    {
        double high = before.High.Price.ToDouble();
        double low = before.Low.Price.ToDouble();
        double close = before.Close.ToDouble();
        double pivot = (high + low + close) / 3;
        double range = high - low;
        switch (method)
        {
            case PivotMethod.Fibonacci:
                return Around(pivot, [pivot + (0.382 * range), pivot + (0.618 * range), pivot + range, double.NaN, pivot - (0.382 * range), pivot - (0.618 * range), pivot - range, double.NaN]);
            case PivotMethod.Camarilla:
                double step = 1.1 * range;
                return Around(
                    pivot,
                    [close + (step / 12), close + (step / 6), close + (step / 4), close + (step / 2), close - (step / 12), close - (step / 6), close - (step / 4), close - (step / 2)]);
            case PivotMethod.Woodie:
                return Floor((high + low + (2 * open.ToDouble())) / 4, high, low, fourth: range);
            case PivotMethod.Demark:
                double x = before.Close < before.Open ? high + (2 * low) + close : before.Close > before.Open ? (2 * high) + low + close : high + low + (2 * close);
                return Around(x / 4, [(x / 2) - low, double.NaN, double.NaN, double.NaN, (x / 2) - high, double.NaN, double.NaN, double.NaN]);
            default:
                return Floor(pivot, high, low, fourth: null);
        }
    }

    /// <param name="fourth">How far the fourth levels lie beyond the third, where not as far as the third beyond what is before it.</param>
    private static PivotLevels Floor(double pivot, double high, double low, double? fourth)
    {
        double range = high - low;
        double third = high + (2 * (pivot - low));
        double thirdBelow = low - (2 * (high - pivot));
        return Around(
            pivot,
            [
                (2 * pivot) - low, pivot + range, third, third + (fourth ?? (pivot - low)),
                (2 * pivot) - high, pivot - range, thirdBelow, thirdBelow - (fourth ?? (high - pivot)),
            ]);
    }

    /// <param name="levels">Four above and four below; empty where none is known.</param>
    private static PivotLevels Around(double pivot, ReadOnlySpan<double> levels)
    {
        double At(ReadOnlySpan<double> all, int index) => index < all.Length ? all[index] : double.NaN;
        return new PivotLevels
        {
            Pivot = pivot,
            R1 = At(levels, 0),
            R2 = At(levels, 1),
            R3 = At(levels, 2),
            R4 = At(levels, 3),
            S1 = At(levels, 4),
            S2 = At(levels, 5),
            S3 = At(levels, 6),
            S4 = At(levels, 7),
        };
    }
}
