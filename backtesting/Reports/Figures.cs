using System.Globalization;
using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Backtesting.Reports;

/// <summary>Numbers and times as people read them: thousands set apart by a narrow space, a real minus sign.</summary>
internal static class Figures
{
    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = "\u202f",
        NumberDecimalSeparator = ".",
        NegativeSign = "\u2212",
        NumberGroupSizes = [3],
    };

    public static string Money(double value) => Number(value, 2);

    public static string Share(double value) => Share(value, 2);

    public static string Share(double value, int decimals) => double.IsFinite(value) ? Number(value * 100, decimals) + " %" : "n/a";

    public static string Number(double value, int decimals) =>
        double.IsFinite(value) ? (Math.Round(value, decimals) + 0.0).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Format) : "n/a";

    /// <summary>A number with the sign that it has, even where it is positive.</summary>
    public static string Signed(double value, Func<double, string> write)
    {
        string text = write(value);
        return value > 0 ? "+" + text : text;
    }

    public static string Of(Statistic statistic) => statistic.Value is { } value ? Of(statistic.Unit, value) : "n/a";

    public static string Of(StatisticUnit unit, double value) => !double.IsFinite(value)
        ? "n/a"
        : unit switch
        {
            StatisticUnit.Share => Share(value),
            StatisticUnit.Money => Money(value),
            StatisticUnit.Count => Number(value, 0),
            StatisticUnit.Days => Days(value),
            _ => Number(value, 3),
        };

    /// <summary>A length of time in the two largest units that it has.</summary>
    public static string Days(double days)
    {
        TimeSpan span = TimeSpan.FromDays(days);
        return span.TotalDays >= 100 ? Number(span.TotalDays, 0) + " d"
            : span.TotalDays >= 1 ? FormattableString.Invariant($"{span.Days} d {span.Hours} h")
            : span.TotalHours >= 1 ? FormattableString.Invariant($"{span.Hours} h {span.Minutes} min")
            : span.TotalMinutes >= 1 ? FormattableString.Invariant($"{span.Minutes} min {span.Seconds} s")
            : Number(span.TotalSeconds, 1) + " s";
    }

    /// <summary>Date and minute in UTC.</summary>
    public static string Minute(Timestamp time) => time.ToString()[..16].Replace('T', ' ');

    /// <summary>The date in UTC.</summary>
    public static string Date(Timestamp time) => time.ToString()[..10];
}
