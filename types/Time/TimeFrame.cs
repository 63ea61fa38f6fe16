using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pawl.Types;

/// <summary>
/// What a bar is measured by: a whole number of seconds, minutes, hours, days or weeks, or, where it is not of time, of trades,
/// units of volume or ticks of range. Time bars are aligned to the epoch in UTC, unless an instrument says otherwise; weeks
/// begin on Monday. Seconds, minutes and hours are one family and reduce to the largest unit that divides (60s is 1m,
/// 90m stays, 24h stays); days and weeks keep their unit, because a day may be a session's day and 7d do not begin on Mondays.
/// The default value is <see cref="None"/>.
/// </summary>
public readonly partial record struct TimeFrame : IComparable<TimeFrame>
{
    private const int UnitShift = 56;
    private const long CountMask = (1L << UnitShift) - 1;

    // Ten years: no bar is longer, and the ends of bars stay far from the limits of time.
    private const long MaxNanoseconds = 3653 * Timestamp.NanosecondsPerDay;

    // As many trades, units or ticks as nobody waits for; a volume in units of 10⁻⁸ stays far below 2⁶³.
    private const long MaxCount = 1_000_000_000;

    // 1970-01-01 was a Thursday: the week of the epoch began three days before.
    private const long WeekOrigin = -3 * Timestamp.NanosecondsPerDay;

    /// <summary>No time frame: what follows ticks. Written as <c>tick</c>.</summary>
    public static TimeFrame None => default;

    private TimeFrame(long raw) => Raw = raw;

    /// <summary>Unit and count packed into 64 bits; 0 is <see cref="None"/>.</summary>
    public long Raw { get; }

    public TimeUnit Unit => (TimeUnit)(Raw >> UnitShift);

    public long Count => Raw & CountMask;

    public bool IsNone => Raw == 0;

    /// <summary>Whether its bars end at instants that are known beforehand; not so with trades, volume and range.</summary>
    public bool IsTime => Unit is > TimeUnit.None and <= TimeUnit.Week;

    /// <summary>Whether it is shorter than a day by its unit: days and weeks follow the trading days of an instrument.</summary>
    public bool IsIntraday => Unit is > TimeUnit.None and <= TimeUnit.Hour;

    /// <summary>The length in nanoseconds; 0 where it is not of time.</summary>
    public long Nanoseconds => Count * UnitLength(Unit);

    private long Origin => Unit == TimeUnit.Week ? WeekOrigin : 0;

    /// <summary>Makes the canonical time frame of a count and a unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, the length is above ten years, or there is no unit.</exception>
    public static TimeFrame Of(long count, TimeUnit unit)
    {
        if (!TryOf(count, unit, out TimeFrame frame)) ThrowOutOfRange(count, unit);
        return frame;
    }

    /// <summary>The start of the bar that holds a moment: the largest boundary that is not above it.</summary>
    /// <exception cref="OverflowException">The bar begins before <see cref="Timestamp.MinValue"/>.</exception>
    public Timestamp StartOf(Timestamp time)
    {
        long length = Nanoseconds;
        if (length == 0) ThrowNone();
        long inBar = (time.Nanoseconds % length) - (Origin % length);
        if (inBar < 0) inBar += length;
        else if (inBar >= length) inBar -= length;
        return new Timestamp(checked(time.Nanoseconds - inBar));
    }

    /// <summary>The end of the bar that begins at <paramref name="start"/>, which is the start of the next one.</summary>
    /// <exception cref="OverflowException">The bar ends after <see cref="Timestamp.MaxValue"/>.</exception>
    public Timestamp EndOf(Timestamp start) => start.AddNanoseconds(Nanoseconds);

    /// <summary>True where every boundary of <paramref name="larger"/> is a boundary of this frame; true for itself.</summary>
    public bool Divides(TimeFrame larger) =>
        IsTime && larger.IsTime && larger.Nanoseconds % Nanoseconds == 0 && (larger.Origin - Origin) % Nanoseconds == 0;

    /// <summary>What is not of time first; then by length, then by unit: 24h comes before 1d.</summary>
    public int CompareTo(TimeFrame other)
    {
        int byLength = Nanoseconds.CompareTo(other.Nanoseconds);
        return byLength != 0 ? byLength : Raw.CompareTo(other.Raw);
    }

    public static bool operator <(TimeFrame left, TimeFrame right) => left.CompareTo(right) < 0;
    public static bool operator >(TimeFrame left, TimeFrame right) => left.CompareTo(right) > 0;
    public static bool operator <=(TimeFrame left, TimeFrame right) => left.CompareTo(right) <= 0;
    public static bool operator >=(TimeFrame left, TimeFrame right) => left.CompareTo(right) >= 0;

    /// <summary>The canonical text: <c>1s</c>, <c>90m</c>, <c>1d</c>; <c>tick</c> for <see cref="None"/>.</summary>
    public override string ToString() =>
        IsNone ? "tick" : string.Create(CultureInfo.InvariantCulture, $"{Count}{UnitLetter(Unit)}");

    private static bool TryOf(long count, TimeUnit unit, out TimeFrame frame)
    {
        frame = default;
        if (unit is <= TimeUnit.None or > TimeUnit.Range || count <= 0) return false;
        if (count > (unit > TimeUnit.Week ? MaxCount : MaxNanoseconds / UnitLength(unit))) return false;
        while (unit is TimeUnit.Second or TimeUnit.Minute && count % 60 == 0)
        {
            count /= 60;
            unit++;
        }

        frame = new TimeFrame(((long)unit << UnitShift) | count);
        return true;
    }

    private static long UnitLength(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => Timestamp.NanosecondsPerSecond,
        TimeUnit.Minute => 60 * Timestamp.NanosecondsPerSecond,
        TimeUnit.Hour => 3_600 * Timestamp.NanosecondsPerSecond,
        TimeUnit.Day => Timestamp.NanosecondsPerDay,
        TimeUnit.Week => 7 * Timestamp.NanosecondsPerDay,
        _ => 0,
    };

    [DoesNotReturn]
    private static void ThrowNone() => throw new InvalidOperationException("only a time frame of seconds to weeks has boundaries: check IsTime first");

    [DoesNotReturn]
    private static void ThrowOutOfRange(long count, TimeUnit unit) => throw new ArgumentOutOfRangeException(
        nameof(count), $"{count} {unit} is no time frame: use a positive count of a unit, at most ten years long");
}
