using System.Globalization;

namespace Pawl.Host.Drawing.Charts;

/// <summary>Values to heights within a panel, and the round values that are marked at its side.</summary>
internal sealed class ChartScale
{
    private const int Marks = 4;

    private readonly double low;
    private readonly double high;
    private readonly double top;
    private readonly double height;
    private readonly double step;

    public ChartScale(IEnumerable<double> values, double top, double height)
    {
        double[] all = [.. values.Where(double.IsFinite)];
        (low, high) = all.Length == 0 ? (0, 1) : (all.Min(), all.Max());
        double margin = high > low ? (high - low) * 0.06 : Math.Max(Math.Abs(high) * 0.01, 1e-9);
        (low, high) = (low - margin, high + margin);
        (this.top, this.height) = (top, height);
        double raw = (high - low) / Marks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    public double At(double value) => top + (height * (high - value) / (high - low));

    /// <summary>Round values within the panel, with as many digits as they need.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        int digits = Math.Clamp((int)-Math.Floor(Math.Log10(step)), 0, 10);
        for (double index = Math.Ceiling(low / step); index * step <= high; index++)
        {
            double value = Math.Round(index * step, digits) + 0.0;
            yield return (value, value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
    }
}
