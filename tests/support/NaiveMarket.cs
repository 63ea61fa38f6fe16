using System.Globalization;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A stretch of trading in nanoseconds since the epoch; its day counts days since 1970-01-01.</summary>
public sealed record NaiveSession(long Open, long Close, long RegularOpen, long RegularClose, int Day);

/// <summary>What the naive reference knows of an instrument. The sessions are a plain list that reaches well beyond the events.</summary>
public sealed record NaiveMarket
{
    /// <summary>In the order of time, extended hours included; null: always open, a session for each day of UTC.</summary>
    public IReadOnlyList<NaiveSession>? Calendar { get; init; }

    public TradingHours Hours { get; init; }

    public BarAlignment Align { get; init; }

    public GapPolicy Gaps { get; init; }

    public CandleSource From { get; init; }

    public decimal TickSize { get; init; } = 0.01m;

    /// <summary>The instrument of the product that trades like this.</summary>
    public Instrument ToInstrument(TradingCalendar? calendar = null) => new("X")
    {
        Calendar = calendar ?? (Calendar is null ? TradingCalendar.AlwaysOpen : new TradingCalendar("naive", "UTC", "none", OfYear)),
        Hours = Hours,
        Align = Align,
        Gaps = Gaps,
        CandlesFrom = From,
        TickSize = Price.Parse(TickSize.ToString(CultureInfo.InvariantCulture)),
    };

    private TradingSession[] OfYear(int year) =>
    [
        .. Calendar!.Where(s => DateTime.UnixEpoch.AddDays(s.Day).Year == year).Select(s => new TradingSession(
            new Timestamp(s.Open), new Timestamp(s.Close), new Timestamp(s.RegularOpen), new Timestamp(s.RegularClose), new TradingDay(s.Day))),
    ];
}
