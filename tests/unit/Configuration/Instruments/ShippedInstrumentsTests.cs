using System.IO.Compression;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Configuration.Instruments;

/// <summary>The instruments that users start from: without mistakes, right in the years they cover, and in step with recorded data.</summary>
public sealed class ShippedInstrumentsTests
{
    private static readonly InstrumentsFile File = Read();

    private static InstrumentsFile Read()
    {
        InstrumentsFile? file = InstrumentsFile.Read(Repository.PathOf("config", "instruments.yaml"), out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!;
    }

    /// <summary>The calendars of holidays that the exchange published for these years.</summary>
    [Theory]
    [InlineData(2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26")]
    [InlineData(2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25")]
    [InlineData(2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25")]
    [InlineData(2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25")]
    [InlineData(2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25")]
    [InlineData(2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24")]
    public void Holidays_of_the_stock_exchange(int year, string closed) =>
        Assert.Equal(closed.Split(' '), ClosedWeekdays("us_equity", TradingDay.Of(year, 1, 1), TradingDay.Of(year, 12, 31)).Select(day => day.ToString()[5..]));

    [Theory]
    [InlineData(2023, "07-03 11-24")]
    [InlineData(2024, "07-03 11-29 12-24")]
    [InlineData(2025, "07-03 11-28 12-24")]
    [InlineData(2026, "11-27 12-24")]
    [InlineData(2027, "11-26")]
    public void Half_days_of_the_stock_exchange(int year, string expected)
    {
        TradingCalendar regular = File.Calendars["us_equity"].RegularHours;
        Assert.Equal(expected.Split(' '), Days(TradingDay.Of(year, 1, 1), TradingDay.Of(year, 12, 31))
            .Where(regular.IsTradingDay)
            .Where(day => regular.DayBounds(day) is var (start, end) && end - start < 6 * Hour)
            .Select(day => day.ToString()[5..]));
    }

    [Theory]
    [InlineData("NIFTY", "2024-11-01", "2024-11-01T12:30:00Z", "2024-11-01T13:30:00Z")] // Muhurat
    [InlineData("NIFTY", "2024-03-02", "2024-03-02T03:45:00Z", "2024-03-02T07:00:00Z")]
    [InlineData("NIFTY", "2025-02-01", "2025-02-01T03:45:00Z", "2025-02-01T10:00:00Z")]
    [InlineData("SPY", "2018-07-03", "2018-07-03T13:30:00Z", "2018-07-03T17:00:00Z")]
    [InlineData("ES", "2024-11-29", "2024-11-27T23:00:00Z", "2024-11-29T18:15:00Z")]
    [InlineData("ES", "2025-01-09", "2025-01-08T23:00:00Z", "2025-01-09T14:30:00Z")]
    [InlineData("ES", "2025-01-21", "2025-01-19T23:00:00Z", "2025-01-21T22:00:00Z")] // from the Sunday before Martin Luther King, Jr. Day
    [InlineData("ES", "2026-04-03", "2026-04-02T22:00:00Z", "2026-04-03T13:15:00Z")] // Good Friday with the employment report
    [InlineData("ES", "2026-06-22", "2026-06-18T22:00:00Z", "2026-06-22T21:00:00Z")] // Juneteenth on a Friday counts for Monday
    [InlineData("GC", "2025-01-21", "2025-01-19T23:00:00Z", "2025-01-21T22:00:00Z")]
    [InlineData("EURUSD", "2026-03-09", "2026-03-08T21:00:00Z", "2026-03-09T21:00:00Z")]
    [InlineData("BTCUSDT", "2026-03-09", "2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z")]
    public void A_day_of_an_instrument(string symbol, string day, string start, string end) =>
        Assert.Equal((Time(start), Time(end)), File.Of(symbol).Sessions.DayBounds(Day(day)));

    /// <summary>The sessions of 2026 that the exchange announced: the days on which ES halts early, and when in Chicago.</summary>
    [Fact]
    public void Early_halts_of_index_futures()
    {
        TradingCalendar calendar = File.Calendars["cme_equity"];
        List<string> halts = [];
        for (TradingSession session = calendar.NextOrCurrent(Time("2026-01-02T00:00:00Z")); session.Day.Year == 2026; session = calendar.NextOrCurrent(session.Close))
        {
            TimeSpan local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddTicks(session.Close.Nanoseconds / 100), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).TimeOfDay;
            if (local != TimeSpan.FromHours(16)) halts.Add($"{TradingDay.OfUtc(session.Close).ToString()[5..]} {local.Hours:00}:{local.Minutes:00}");
        }

        Assert.Equal(
            ["01-19 12:00", "02-16 12:00", "04-03 08:15", "05-25 12:00", "06-19 12:00", "07-03 12:00", "09-07 12:00", "11-26 12:00", "11-27 12:15", "12-24 12:15"],
            halts);
        Assert.False(calendar.IsTradingDay(Day("2026-01-01")) || calendar.IsTradingDay(Day("2026-12-25")));
    }

    [Fact]
    public void Units_and_names()
    {
        Assert.Equal(("0.25", "50", "USD", "CME", "America/Chicago"), (File.Of("ES").TickSize.ToString(), File.Of("ES").Multiplier.ToString(), File.Of("ES").Currency, File.Of("ES").Exchange, File.Of("ES").TimeZone));
        Assert.Equal(("99926000", "NSE", "0.05"), (File.Of("NIFTY").Token, File.Of("NIFTY").Exchange, File.Of("NIFTY").TickSize.ToString()));
        Assert.Equal(("NASDAQ", "MSFT", TradingHours.Regular), (File.Of("NASDAQ:MSFT").Exchange, File.Of("NASDAQ:MSFT").Token, File.Of("NASDAQ:MSFT").Hours));
        Assert.Equal(CandleSource.Mid, File.Of("EURUSD").CandlesFrom);
        Assert.Equal("BTC/USD", File.Of("BTCUSD").Venues["alpaca"]);
        Assert.Same(TradingCalendar.AlwaysOpen, File.Of("UNKNOWN").Calendar);
    }

    /// <summary>The third Friday of the month, or the day before where the stock market, of whose index it is, is closed.</summary>
    [Theory]
    [InlineData("ES")]
    [InlineData("NQ")]
    public void Contracts_of_index_futures_end_on_the_third_friday(string future)
    {
        TradingCalendar stocks = File.Calendars["us_equity"];
        Assert.All(File.Of(future).Continuous!.Contracts, contract =>
        {
            (int year, int month) = MonthOf(contract.Id, future);
            TradingDay friday = Days(TradingDay.Of(year, month, 15), TradingDay.Of(year, month, 21)).Single(day => day.DaysSinceMonday == 4);
            Assert.Equal(stocks.IsTradingDay(friday) ? friday : friday.AddDays(-1), contract.Expiry);
        });
        Assert.Equal(12, File.Of(future).Continuous!.Contracts.Length);
    }

    /// <summary>Gold ends on the third last business day of its month.</summary>
    [Fact]
    public void Contracts_of_gold_end_before_the_month_does()
    {
        TradingCalendar banks = File.Calendars["us_equity"];
        Assert.All(File.Of("GC").Continuous!.Contracts, contract =>
        {
            (int year, int month) = MonthOf(contract.Id, "GC");
            TradingDay last = TradingDay.Of(month == 12 ? year + 1 : year, (month % 12) + 1, 1).AddDays(-1);
            Assert.Equal(Days(TradingDay.Of(year, month, 1), last).Where(banks.IsTradingDay).TakeLast(3).First(), contract.Expiry);
        });
        Assert.Equal(18, File.Of("GC").Continuous!.Contracts.Length);
    }

    [Fact]
    public void Calendars_say_which_years_they_cover()
    {
        Assert.True(File.Of("SPY").Calendar.Covers(2013) && File.Of("SPY").Sessions.Covers(2027) && !File.Of("SPY").Sessions.Covers(2028));
        Assert.True(File.Of("NIFTY").Calendar.Covers(2025) && !File.Of("NIFTY").Calendar.Covers(2026));
        Assert.True(File.Of("ES").Calendar.Covers(2016) && !File.Of("ES").Calendar.Covers(2015));
    }

    /// <summary>Every day from 1998 to 2021 on which Apple traded is a trading day, and no other.</summary>
    [Fact]
    public void Recorded_days_are_trading_days()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        TradingDay[] recorded = [.. Times("daily", "AAPL_1d_trade.csv.gz").Select(time => TradingDay.OfUtc(time))];
        Assert.Equal(recorded, Days(recorded[0], recorded[^1]).Where(File.Of("AAPL").Sessions.IsTradingDay));
    }

    /// <summary>From 2013 on the last hour that Apple traded in says where half-days are.</summary>
    [Fact]
    public void Recorded_hours_end_with_the_session()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        TradingCalendar calendar = File.Of("AAPL").Sessions;
        int hint = 0;
        Dictionary<TradingDay, Timestamp> last = [];
        foreach (Timestamp hour in Times("hour", "AAPL_1h_trade.csv.gz").Where(time => time >= Time("2013-01-01T00:00:00Z")))
        {
            // The first hour of the file begins at 09:00, before the open.
            last[calendar.DayOf(hour, ref hint)] = hour;
        }

        Assert.True(last.Count > 2_000);
        foreach ((TradingDay day, Timestamp hour) in last)
        {
            Assert.Equal(calendar.DayBounds(day).End, hour.AddNanoseconds(Hour));
        }
    }

    /// <summary>ES of October 2013 paused from 15:15 to 15:30 and from 16:15 to 17:00 in Chicago.</summary>
    [Fact]
    public void Recorded_minutes_lie_in_sessions_and_begin_and_end_with_them()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        Timestamp[] minutes = [.. new[] { "06", "07", "08" }.SelectMany(day => Times("minute", $"ES_1m_trade_201312_201310{day}.csv.gz"))];
        TradingCalendar calendar = File.Of("ES").Sessions;
        int hint = 0;
        Assert.All(minutes, minute => Assert.True(calendar.TryFind(minute, ref hint, out _), minute.ToString()));
        HashSet<Timestamp> recorded = [.. minutes];
        for (TradingSession session = calendar.NextOrCurrent(minutes[0]); session.Close <= minutes[^1]; session = calendar.NextOrCurrent(session.Close))
        {
            Assert.Contains(session.Open, recorded);
            Assert.Contains(session.Close.AddNanoseconds(-60 * Timestamp.NanosecondsPerSecond), recorded);
        }
    }

    /// <summary>Where recorded prices jump by half or to the double over night, a split explains it, but for a fall of Apple and a wrong open of IBM.</summary>
    [Theory]
    [InlineData("AAPL", "2000-06-21 2000-09-29 2005-02-28 2014-06-09 2020-08-31", "2000-09-29")]
    [InlineData("IBM", "1999-05-27 2002-12-23", "2002-12-23")]
    [InlineData("QQQ", "2000-03-20", "")]
    [InlineData("IWM", "2005-06-09", "")]
    public void Splits_explain_the_jumps_of_recorded_prices(string symbol, string jumps, string unexplained)
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        AdjustmentTable adjustments = File.Of(symbol).Adjustments;
        List<string> found = [];
        (Timestamp Time, Price Price) before = default;
        foreach (string[] row in Rows("daily", $"{symbol}_1d_trade.csv.gz"))
        {
            // Bars are stamped with midnight in New York.
            Timestamp noon = Timestamp.Parse(row[0]).AddNanoseconds(12 * Hour);
            Price open = Price.Parse(row[1]);
            if (before.Price > Price.Zero && open.ToDouble() / before.Price.ToDouble() is < 0.6 or > 1.7)
            {
                TradingDay day = TradingDay.OfUtc(noon);
                found.Add(day.ToString());
                Price was = adjustments.FactorsAt(before.Time).Price.Apply(before.Price), became = adjustments.FactorsAt(noon).Price.Apply(open);
                Assert.Equal(day.ToString() != unexplained, became.ToDouble() / was.ToDouble() is > 0.9 and < 1.1);
            }

            before = (noon, Price.Parse(row[4]));
        }

        Assert.Equal(jumps.Split(' '), found);
    }

    /// <summary>The letters of months are those of all futures exchanges.</summary>
    private static (int Year, int Month) MonthOf(string contract, string future) =>
        (int.Parse(contract[(future.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture), "FGHJKMNQUVXZ".IndexOf(contract[future.Length], StringComparison.Ordinal) + 1);

    private static IEnumerable<TradingDay> ClosedWeekdays(string calendar, TradingDay first, TradingDay last) =>
        Days(first, last).Where(day => day.DaysSinceMonday < 5 && !File.Calendars[calendar].IsTradingDay(day));

    private static IEnumerable<TradingDay> Days(TradingDay first, TradingDay last) =>
        Enumerable.Range(first.Number, last.Number - first.Number + 1).Select(number => new TradingDay(number));

    private static IEnumerable<Timestamp> Times(string folder, string file) => Rows(folder, file).Select(row => Timestamp.Parse(row[0]));

    private static IEnumerable<string[]> Rows(string folder, string file)
    {
        using StreamReader reader = new(new GZipStream(System.IO.File.OpenRead(Repository.Shared("data", folder, file)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
