using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>What is known of an instrument: its names, its units, when it trades and how its candles are made. Immutable.</summary>
/// <param name="Id">The name by which symbols, logs and outputs know it.</param>
public sealed record Instrument(string Id)
{
    /// <summary>What a symbol without an entry is: open always, days of UTC, every tick counts, units unknown.</summary>
    public static Instrument Default { get; } = new("");

    /// <summary>The exchange; empty where it is not known.</summary>
    public string Exchange { get; init; } = "";

    /// <summary>The exchange's name for it.</summary>
    public string Token { get; init; } = Id;

    /// <summary>The names that data sources and brokers have for it, by the name of the venue.</summary>
    public ImmutableSortedDictionary<string, string> Venues { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The smallest step of the price; zero where it is not known.</summary>
    public Price TickSize { get; init; }

    /// <summary>The smallest step of the quantity; zero where it is not known.</summary>
    public Quantity LotSize { get; init; }

    /// <summary>Units of currency that one unit of price is worth for a quantity of 1: 50 for ES, 1 for shares.</summary>
    public Quantity Multiplier { get; init; } = new(Quantity.Scale);

    /// <summary>The currency of the price, such as USD; empty where it is not known.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The unit in which integer prices count, such as 0.01 for cents; zero where it is not known. The tick is a multiple of it.</summary>
    public Price MinorUnit { get; init; }

    /// <summary>When it trades, extended hours included.</summary>
    public TradingCalendar Calendar { get; init; } = TradingCalendar.AlwaysOpen;

    /// <summary>The time zone of its exchange, an id of the tz database.</summary>
    public string TimeZone => Calendar.Zone;

    /// <summary>Which ticks enter candles.</summary>
    public TradingHours Hours { get; init; }

    /// <summary>The sessions that candles, days and weeks follow: the regular hours alone where only they count.</summary>
    public TradingCalendar Sessions => Hours == TradingHours.Regular ? Calendar.RegularHours : Calendar;

    public BarAlignment Align { get; init; }

    public GapPolicy Gaps { get; init; }

    /// <summary>The price that its candles are made of.</summary>
    public CandleSource CandlesFrom { get; init; }

    /// <summary>The time frames of candles that are published besides those that a pipeline asks for, in ascending order.</summary>
    public ImmutableArray<TimeFrame> CandleFrames { get; init; } = [];

    public AggressorRule Aggressor { get; init; }

    /// <summary>How long a live sequencer holds ticks back to sort them before they are numbered.</summary>
    public TimeSpan Lateness { get; init; }

    /// <summary>The last trading day of a contract that ends.</summary>
    public TradingDay? Expiry { get; init; }

    /// <summary>The contracts behind a continuous future, and when it changes from one to the next.</summary>
    public ContinuousFuture? Continuous { get; init; }

    /// <summary>Splits and dividends, applied when history is read.</summary>
    public AdjustmentTable Adjustments { get; init; } = AdjustmentTable.None;

    /// <summary>The default with a name; a name such as <c>NSE:99926000</c> is taken for exchange and token.</summary>
    public static Instrument Named(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        int colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon + 1 < id.Length
            ? new Instrument(id) { Exchange = id[..colon], Token = id[(colon + 1)..] }
            : new Instrument(id);
    }

    /// <summary>Whether a moment's ticks enter its candles.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="hint">Kept by the caller from one call to the next, 0 at first.</param>
    public bool Counts(Timestamp time, ref int hint) =>
        Hours == TradingHours.All || Sessions.TryFind(time, ref hint, out _);
}
