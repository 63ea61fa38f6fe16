using System.Globalization;

namespace Pawl.Bench;

/// <summary>How a row's two times become one figure, and the figure aimed at.</summary>
/// <param name="Text">the goal as the table shows it</param>
/// <param name="Figure">the figure as the table shows it</param>
/// <param name="Reached">whether it is good enough</param>
public sealed record Goal(string Text, Func<Row, Result, string> Figure, Func<Row, Result, bool> Reached)
{
    /// <summary>No goal, for orientation: times the baseline.</summary>
    public static Goal None { get; } = new("–", (_, r) => Format(r.Ratio, "×"), (_, _) => true);

    /// <summary>At most so many times as long as the baseline.</summary>
    public static Goal AtMostTimes(double limit) =>
        new(Format(limit, "×", "≤ "), (_, r) => Format(r.Ratio, "×"), (_, r) => r.Ratio <= limit);

    /// <summary>At least so many times as fast as the baseline.</summary>
    public static Goal AtLeastAsFast(double limit) =>
        new(Format(limit, "× rate", "≥ "), (_, r) => Format(1 / r.Ratio, "× rate"), (_, r) => 1 / r.Ratio >= limit);

    /// <summary>At most so many bytes, whatever the baseline needs.</summary>
    public static Goal AtMostBytes(double limit) =>
        new(Table.Size(limit, "≤ "), (_, r) => Table.Size(r.Subject), (_, r) => r.Subject <= limit);

    /// <summary>At most so many nanoseconds a unit more than the baseline.</summary>
    public static Goal AtMostMore(double nanoseconds) =>
        new(Format(nanoseconds, "ns", "≤ "), (w, r) => Format(More(w, r), "ns"), (w, r) => More(w, r) <= nanoseconds);

    /// <summary>At most so many nanoseconds a unit, whatever the baseline takes.</summary>
    public static Goal AtMostEach(double nanoseconds) =>
        new(Format(nanoseconds, "ns", "≤ "), (w, r) => Format(Each(w, r), "ns"), (w, r) => Each(w, r) <= nanoseconds);

    /// <summary>At most so many milliseconds a unit, whatever the baseline takes.</summary>
    public static Goal AtMostMilliseconds(double limit) =>
        new(Format(limit, "ms", "≤ "), (w, r) => Format(Each(w, r) / 1e6, "ms"), (w, r) => Each(w, r) / 1e6 <= limit);

    /// <summary>No goal, for orientation: megabytes a second; a unit is a byte.</summary>
    public static Goal Megabytes { get; } = new("–", (w, r) => Format(Rate(w, r), "MB/s"), (_, _) => true);

    /// <summary>At least so many megabytes a second; a unit is a byte.</summary>
    public static Goal AtLeastMegabytes(double limit) =>
        new(Format(limit, "MB/s", "≥ "), (w, r) => Format(Rate(w, r), "MB/s"), (w, r) => Rate(w, r) >= limit);

    private static double Each(Row row, Result result) => result.Subject * 1e9 / row.Units;

    private static double More(Row row, Result result) => (result.Subject - result.Baseline) * 1e9 / row.Units;

    private static double Rate(Row row, Result result) => row.Units / result.Subject / 1e6;

    private static string Format(double value, string unit, string before = "") =>
        before + value.ToString(value < 100 ? "0.##" : "0", CultureInfo.InvariantCulture) + " " + unit;
}
