using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>Equity at a trading day's close.</summary>
public sealed record DayClose(TradingDay Day, double Equity);

/// <summary>
/// Equity of an account, mark by mark: the close of each trading day, from which returns are taken, and the falls between
/// all marks. What it keeps grows by one value a day.
/// </summary>
/// <param name="start">The capital at the beginning, above zero.</param>
/// <param name="time">When the run began.</param>
public sealed class DailyEquity(double start, Timestamp time)
{
    private readonly List<DayClose> days = [];
    private readonly List<double> returns = [];
    private double before = start;
    private double last = start;
    private TradingDay day;
    private bool isOpen;

    public double Start { get; } = start;

    public double End => last;

    public Timestamp From { get; } = time;

    public Timestamp To { get; private set; } = time;

    /// <summary>Calendar days between the beginning and the last mark.</summary>
    public double CalendarDays => (To - From) / (double)Timestamp.NanosecondsPerDay;

    public Drawdown Drawdown { get; } = new(start, time);

    /// <summary>The closes of the days that are over; <see cref="Finish"/> ends the last one.</summary>
    public IReadOnlyList<DayClose> Days => days;

    /// <summary>The return of each of the days, as a fraction of the close before it.</summary>
    public ReadOnlySpan<double> Returns => CollectionsMarshal.AsSpan(returns);

    /// <summary>Says what the account is worth at a time; times and days never fall.</summary>
    public void Mark(TradingDay on, Timestamp at, double equity)
    {
        if (isOpen && on != day)
        {
            EndDay();
        }

        (day, isOpen, last, To) = (on, true, equity, at);
        Drawdown.Mark(at, equity);
    }

    /// <summary>Ends the last day.</summary>
    public void Finish()
    {
        if (isOpen)
        {
            EndDay();
            isOpen = false;
        }
    }

    private void EndDay()
    {
        days.Add(new DayClose(day, last));

        // Nothing can be earned on what is gone: after a loss of everything there are no returns.
        returns.Add(before > 0 ? (last / before) - 1 : 0);
        before = last;
    }
}
