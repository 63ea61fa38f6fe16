using Pawl.Backtesting.Statistics;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class PeriodReturnsTests
{
    [Fact]
    public void Months_and_years_go_from_close_to_close()
    {
        DailyEquity equity = Account((2023, 11, 30, 110), (2023, 12, 15, 99), (2023, 12, 29, 121), (2024, 1, 2, 60.5), (2024, 1, 31, 121));
        Assert.Equal([(2023, 11, 10), (2023, 12, 10), (2024, 1, 0)], PeriodReturns.Months(equity).Select(m => (m.Year, m.Month, Percent(m.Return))));
        Assert.Equal([(2023, 0, 21), (2024, 0, 0)], PeriodReturns.Years(equity).Select(m => (m.Year, m.Month, Percent(m.Return))));
    }

    [Fact]
    public void Windows_are_there_from_when_so_many_months_were_seen()
    {
        DailyEquity equity = Account((2023, 11, 30, 110), (2023, 12, 29, 121), (2024, 1, 31, 133.1), (2024, 2, 1, 133.1));
        PeriodReturns.Window[] windows = [.. PeriodReturns.Rolling(equity, 252)];
        Assert.Equal([10, 10, 10, 0], windows.Where(w => w.Months == 1).Select(w => Percent(w.Return)));
        Assert.Equal([33, 21], windows.Where(w => w.Months == 3).Select(w => Percent(w.Return)));
        Assert.DoesNotContain(windows, w => w.Months > 3);
        Assert.All(windows, w => Assert.Equal(double.NaN, w.Sharpe));
    }

    private static int Percent(double share) => (int)Math.Round(share * 100);

    private static DailyEquity Account(params (int Year, int Month, int Day, double Equity)[] closes)
    {
        TradingDay first = TradingDay.Of(closes[0].Year, closes[0].Month, closes[0].Day);
        DailyEquity equity = new(100, At(first));
        foreach ((int year, int month, int day, double value) in closes)
        {
            TradingDay on = TradingDay.Of(year, month, day);
            equity.Mark(on, At(on), value);
        }

        equity.Finish();
        return equity;
    }

    private static Timestamp At(TradingDay day) => new(day.Number * Timestamp.NanosecondsPerDay);
}
