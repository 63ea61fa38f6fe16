using System.Diagnostics.CodeAnalysis;

namespace Pawl.Types;

/// <summary>
/// When an instrument trades, and on which trading day. Sessions are computed a year at a time when they are first asked
/// for, by a pure function, and kept: looking up allocates nothing afterwards. Safe for any number of threads.
/// Sessions are known for the years 1700 to 2199; before and after, every moment is open and days are those of UTC.
/// </summary>
public sealed partial class TradingCalendar
{
    public const int FirstYear = 1700;
    public const int LastYear = 2199;

    private static readonly Timestamp Start = UtcMidnight(TradingDay.Of(FirstYear, 1, 1));
    private static readonly Timestamp End = UtcMidnight(TradingDay.Of(LastYear + 1, 1, 1));

    private readonly Func<int, TradingSession[]>? _generate;
    private readonly TradingSession[]?[] _years;
    private TradingCalendar? _regular;

    private TradingCalendar(string name, string zone, string rules)
    {
        Name = name;
        Zone = zone;
        Rules = rules;
        _years = [];
    }

    /// <summary>Makes a calendar of a generator of sessions.</summary>
    /// <param name="name">What it is called in configuration and errors.</param>
    /// <param name="zone">The time zone of its dates and times of day, an id of the tz database.</param>
    /// <param name="rules">The version of the rules of time zones that it follows.</param>
    /// <param name="generate">
    /// A pure function from a year to the sessions whose trading day lies in it, in ascending order, none overlapping,
    /// beginning and ending at whole seconds.
    /// </param>
    public TradingCalendar(string name, string zone, string rules, Func<int, TradingSession[]> generate)
        : this(name, zone, rules)
    {
        ArgumentNullException.ThrowIfNull(generate);
        _generate = generate;
        _years = new TradingSession[LastYear - FirstYear + 1][];
    }

    /// <summary>Always open; days are those of UTC, weeks begin on Monday. As fast as arithmetic.</summary>
    public static TradingCalendar AlwaysOpen { get; } = new("always_open", "UTC", "none");

    public string Name { get; }

    /// <summary>The time zone of its dates and times of day, an id of the tz database.</summary>
    public string Zone { get; }

    /// <summary>The version of the rules of time zones that it follows: another one may give other sessions.</summary>
    public string Rules { get; }

    /// <summary>The first year whose holidays are known.</summary>
    public int CoversFrom { get; init; } = FirstYear;

    /// <summary>The last year whose holidays are known.</summary>
    public int CoversTo { get; init; } = LastYear;

    /// <summary>Never closed: sessions follow each other without pause, one for each day of UTC.</summary>
    public bool IsAlwaysOpen => _generate is null;

    /// <summary>Whether the holidays of a year are known; sessions of other years follow the weekly hours and the rules alone.</summary>
    public bool Covers(int year) => year >= CoversFrom && year <= CoversTo;

    /// <summary>The same calendar with nothing but the regular hours: what lies outside of them is closed.</summary>
    public TradingCalendar RegularHours => _regular ??= IsAlwaysOpen ? this : MakeRegular();

    private TradingCalendar MakeRegular()
    {
        var regular = new TradingCalendar(Name, Zone, Rules, OnlyRegular) { CoversFrom = CoversFrom, CoversTo = CoversTo };
        regular._regular = regular;
        return regular;
    }

    private TradingSession[] OnlyRegular(int year) => [.. _generate!(year)
        .Where(session => session.HasRegularHours)
        .Select(session => session with { Open = session.RegularOpen, Close = session.RegularClose })];

    private static Timestamp UtcMidnight(TradingDay day) => new(day.Number * Timestamp.NanosecondsPerDay);

    /// <summary>The day of UTC that holds a moment; the first and the last day of time are cut.</summary>
    private static TradingSession UtcDay(Timestamp time)
    {
        TradingDay day = TradingDay.OfUtc(time);
        long open = unchecked(day.Number * Timestamp.NanosecondsPerDay);
        long close = unchecked(open + Timestamp.NanosecondsPerDay);
        Timestamp from = open <= time.Nanoseconds ? new Timestamp(open) : Timestamp.MinValue;
        Timestamp to = close > time.Nanoseconds ? new Timestamp(close) : Timestamp.MaxValue;
        return new TradingSession(from, to, from, to, day);
    }

    /// <summary>The sessions of a year, computed by whoever asks first; when two do, both compute the same.</summary>
    private TradingSession[] Year(int year)
    {
        ref TradingSession[]? page = ref _years[year - FirstYear];
        return Volatile.Read(ref page) ?? Fill(ref page, year);
    }

    private TradingSession[] Fill(ref TradingSession[]? page, int year)
    {
        // Cut to the range, so that no session overlaps the days before and after it.
        TradingSession[] sessions = [.. _generate!(year).Where(session => session.Open >= Start && session.Close <= End)];
        Check(sessions, year);
        return Interlocked.CompareExchange(ref page, sessions, null) ?? sessions;
    }

    private void Check(TradingSession[] sessions, int year)
    {
        TradingSession before = default;
        for (int i = 0; i < sessions.Length; i++)
        {
            TradingSession s = sessions[i];
            bool ordered = i == 0 || (s.Open >= before.Close && s.Day >= before.Day);
            bool whole = s.Open < s.Close && s.RegularOpen >= s.Open && s.RegularClose <= s.Close && s.RegularOpen <= s.RegularClose;
            if (!ordered || !whole || s.Day.Year != year) ThrowDisordered(s);
            if (!IsWholeSecond(s.Open) || !IsWholeSecond(s.Close) || !IsWholeSecond(s.RegularOpen) || !IsWholeSecond(s.RegularClose)) ThrowInSecond(s);
            before = s;
        }
    }

    private static bool IsWholeSecond(Timestamp time) => time.Nanoseconds % Timestamp.NanosecondsPerSecond == 0;

    [DoesNotReturn]
    private void ThrowInSecond(TradingSession session) => throw new InvalidOperationException(
        $"calendar '{Name}': the session of {session.Day} from {session.Open} to {session.Close} begins or ends within a second");

    [DoesNotReturn]
    private void ThrowDisordered(TradingSession session) => throw new InvalidOperationException(
        $"calendar '{Name}': the session of {session.Day} from {session.Open} to {session.Close} is out of order, overlaps another or is empty");
}
