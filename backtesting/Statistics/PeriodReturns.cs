using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>Returns of calendar months and years, and of windows of months that end with each month.</summary>
public static class PeriodReturns
{
    /// <summary>The return of a month, or of a year where <see cref="Month"/> is 0; whole or not.</summary>
    public sealed record Period(int Year, int Month, double Return);

    /// <summary>What the days of the last so many months made, at the end of a month.</summary>
    /// <param name="Months">1, 3, 6 or 12.</param>
    /// <param name="End">The last day.</param>
    /// <param name="Sharpe">Of the window's daily returns; NaN below <see cref="StatisticTable.FewestReturns"/> of them.</param>
    public sealed record Window(int Months, TradingDay End, double Return, double Volatility, double Sharpe);

    private static readonly int[] Spans = [1, 3, 6, 12];

    public static IReadOnlyList<Period> Months(DailyEquity equity) => Periods(equity, d => (d.Year, d.Month));

    public static IReadOnlyList<Period> Years(DailyEquity equity) => Periods(equity, d => (d.Year, 0));

    /// <summary>The windows of 1, 3, 6 and 12 months; a window is there from when so many months have been seen.</summary>
    public static IReadOnlyList<Window> Rolling(DailyEquity equity, double periods)
    {
        ArgumentNullException.ThrowIfNull(equity);
        int[] ends = [.. MonthEnds(equity.Days)];
        List<Window> windows = [];
        foreach (int months in Spans)
        {
            for (int i = months - 1; i < ends.Length; i++)
            {
                int from = i - months < 0 ? 0 : ends[i - months] + 1;
                ReadOnlySpan<double> returns = equity.Returns[from..(ends[i] + 1)];
                double before = from == 0 ? equity.Start : equity.Days[from - 1].Equity;
                windows.Add(new Window(
                    months,
                    equity.Days[ends[i]].Day,
                    (equity.Days[ends[i]].Equity / before) - 1,
                    Moments.Of(returns).Deviation * Math.Sqrt(periods),
                    returns.Length < StatisticTable.FewestReturns ? double.NaN : ReturnRatios.Sharpe(returns, periods)));
            }
        }

        return windows;
    }

    private static List<Period> Periods(DailyEquity equity, Func<TradingDay, (int Year, int Month)> of)
    {
        ArgumentNullException.ThrowIfNull(equity);
        List<Period> periods = [];
        double before = equity.Start;
        for (int i = 0; i < equity.Days.Count; i++)
        {
            DayClose day = equity.Days[i];
            if (i + 1 == equity.Days.Count || of(equity.Days[i + 1].Day) != of(day.Day))
            {
                periods.Add(new Period(of(day.Day).Year, of(day.Day).Month, (day.Equity / before) - 1));
                before = day.Equity;
            }
        }

        return periods;
    }

    /// <summary>Indices of the last day of each month.</summary>
    private static IEnumerable<int> MonthEnds(IReadOnlyList<DayClose> days)
    {
        for (int i = 0; i < days.Count; i++)
        {
            if (i + 1 == days.Count || days[i + 1].Day.FirstOfMonth != days[i].Day.FirstOfMonth)
            {
                yield return i;
            }
        }
    }
}
