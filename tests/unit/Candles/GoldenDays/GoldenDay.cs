using System.Globalization;
using Pawl.Candles.Sessions;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>
/// Days worked out by hand. Events are lines of time, price and size, or of time, bid and ask where candles come from
/// quotes; candles are lines of frame, start, end, open, high, low, close, volume, trades and flags, in the order in which
/// they close. At the end of the events a clock closes what is open.
/// </summary>
internal static class GoldenDay
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>An instrument that counts what is traded in its sessions, with bars from their opens.</summary>
    public static Instrument Of(SessionRules rules, TradingHours hours = TradingHours.Extended) => new("X")
    {
        Calendar = rules.ToCalendar(),
        Hours = hours,
        Align = BarAlignment.Session,
        TickSize = Price.Parse("0.25"),
    };

    public static string Lines(Instrument instrument, string frames, string events) => Text(Bars(instrument, frames, events));

    public static string Text(List<NaiveBar> bars) => string.Join('\n', bars.Select(Line));

    /// <summary>The driver and the naive reference must agree, so that the days bear witness for both.</summary>
    public static List<NaiveBar> Bars(Instrument instrument, string frames, string events)
    {
        List<NaiveEvent> all = [.. events.ReplaceLineEndings("\n").Split('\n').Select(line => Event(instrument, line))];
        List<NaiveBar> naive = NaiveCandles.Of(Market(instrument, all), all, frames.Split(' '));
        Runs run = Runs.Of(Runs.CandlesOnly(frames.Split(' ')), instrument);
        List<NaiveBar> bars = run.Candles([.. all.Select(Runs.Event)]);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.Equal(string.Join('\n', naive.Select(CandleComparison.Line)), string.Join('\n', bars.Select(CandleComparison.Line)));
        return bars;
    }

    /// <summary>A time as people write it: the seconds may be left out.</summary>
    public static Timestamp Time(string text) => Timestamp.Parse(text.Length == 17 ? text.Replace("Z", ":00Z", StringComparison.Ordinal) : text);

    private static NaiveEvent Event(Instrument instrument, string line)
    {
        string[] words = line.Split(' ');
        long time = Time(words[0]).Nanoseconds;
        decimal[] numbers = [.. words[1..].Select(word => decimal.Parse(word, CultureInfo.InvariantCulture))];
        return instrument.CandlesFrom == CandleSource.Trade
            ? new NaiveTick(time, numbers[0], numbers[1])
            : new NaiveQuote(time, numbers[0], numbers[1]);
    }

    /// <summary>The instrument in the reference's words, with the sessions of two months around the events.</summary>
    private static NaiveMarket Market(Instrument instrument, List<NaiveEvent> events)
    {
        const long Month = 30 * Timestamp.NanosecondsPerDay;
        List<NaiveSession> sessions = [];
        Timestamp from = new(events.Min(e => e.Time) - Month), to = new(events.Max(e => e.Time) + Month);
        for (TradingSession s = instrument.Calendar.NextOrCurrent(from); s.Open < to; s = instrument.Calendar.NextOrCurrent(s.Close))
            sessions.Add(new NaiveSession(s.Open.Nanoseconds, s.Close.Nanoseconds, s.RegularOpen.Nanoseconds, s.RegularClose.Nanoseconds, s.Day.Number));
        return new NaiveMarket
        {
            Calendar = sessions,
            Hours = instrument.Hours,
            Align = instrument.Align,
            Gaps = instrument.Gaps,
            From = instrument.CandlesFrom,
            TickSize = (decimal)instrument.TickSize.Raw / Price.Scale,
        };
    }

    private static string Line(NaiveBar bar)
    {
        string trades = bar.Trades < 0 ? "n?" : string.Create(CultureInfo.InvariantCulture, $"n{bar.Trades}");
        string flags = bar.Flags == CandleFlags.None ? "" : " " + string.Join(' ', Enum.GetValues<CandleFlags>().Where(f => f != CandleFlags.None && bar.Flags.HasFlag(f))).ToLowerInvariant();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bar.Frame} {Text(bar.Start)} {Text(bar.End)} {bar.Open:0.########} {bar.High:0.########} {bar.Low:0.########} {bar.Close:0.########} v{bar.Volume:0.########} {trades}{flags}");
    }

    private static string Text(long time) => time % (60 * Timestamp.NanosecondsPerSecond) == 0
        ? DateTime.UnixEpoch.AddTicks(time / 100).ToString(Minutes, CultureInfo.InvariantCulture)
        : new Timestamp(time).ToString();
}
