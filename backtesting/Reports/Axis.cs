using System.Globalization;

namespace Pawl.Backtesting.Reports;

/// <summary>Values to heights of a picture, in thousandths from its top, and the round values that are marked.</summary>
internal sealed class Axis
{
    private const int Marks = 4;

    private readonly double low;
    private readonly double high;
    private readonly double step;

    /// <param name="floor">A value that is always within, such as 0; NaN for none.</param>
    public Axis(double low, double high, double floor = double.NaN)
    {
        (low, high) = double.IsNaN(floor) ? (low, high) : (Math.Min(low, floor), Math.Max(high, floor));
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            (low, high) = (0, 1);
        }

        double margin = high > low ? (high - low) * 0.07 : Math.Max(Math.Abs(high) * 0.01, 1e-9);
        (this.low, this.high) = (low - margin, high + margin);
        double raw = (this.high - this.low) / Marks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    /// <summary>Decimals that the marks need.</summary>
    public int Decimals => Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 8);

    public double At(double value) => Math.Clamp(1000 * (high - value) / (high - low), -100, 1100);

    public IEnumerable<double> Ticks()
    {
        for (double index = Math.Ceiling(low / step); index * step <= high; index++)
        {
            yield return index * step;
        }
    }

    /// <summary>A coordinate with one decimal.</summary>
    public static string Number(double value) => (Math.Round(value * 10) / 10 + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Thousandths as per cent.</summary>
    public static string Percent(double thousandths) => (Math.Round(thousandths) / 10).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
