using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>The keys of an instrument and of the maps in it.</summary>
internal static class InstrumentKeys
{
    public static readonly Choices<TradingHours> Hours = new(
        new("all", TradingHours.All), new("regular", TradingHours.Regular), new("extended", TradingHours.Extended));

    public static readonly Choices<BarAlignment> Alignments = new(new("epoch", BarAlignment.Epoch), new("session", BarAlignment.Session));

    public static readonly Choices<GapPolicy> Gaps = new(new("skip", GapPolicy.Skip), new("flat", GapPolicy.Flat));

    public static readonly Choices<CandleSource> Sources = new(
        new("trade", CandleSource.Trade), new("bid", CandleSource.Bid), new("ask", CandleSource.Ask), new("mid", CandleSource.Mid), new("index", CandleSource.Index));

    public static readonly Choices<AggressorRule> Aggressors = new(
        new("quote_then_tick", AggressorRule.QuoteThenTick), new("quote", AggressorRule.Quote), new("tick", AggressorRule.Tick), new("venue", AggressorRule.Venue));

    public static readonly Choices<SeriesKind> Series = new(
        new("unadjusted", SeriesKind.Unadjusted), new("back_adjusted", SeriesKind.BackAdjusted), new("ratio", SeriesKind.Ratio));

    public static readonly Choices<RollRule> Rolls = new(new("calendar", RollRule.Calendar), new("volume", RollRule.Volume));

    public static readonly IReadOnlyList<Key> Candles =
    [
        new("from", "the price that candles are made of; default trade", () => Forms.Names(Sources.Words)),
        new("frames", "time frames of candles that are published besides those of pipelines; default none", () => Forms.List(Forms.Text("^[1-9][0-9]*[smhdw]$"))),
    ];

    /// <summary>What candles say beside prices, volume and trades.</summary>
    public static readonly Choices<bool> Flows = new(new("true", true), new("false", false));

    /// <summary>The same of a pipeline, which can say more.</summary>
    public static readonly IReadOnlyList<Key> PipelineCandles =
        [.. Candles, new("flow", "whether candles say bought, sold and neutral volume, notional and mean price; default false", () => new() { ["type"] = "boolean" })];

    public static readonly IReadOnlyList<Key> Contract =
    [
        new("id", "the contract's symbol, at most 24 characters", () => Forms.Text(""), Required: true),
        new("expiry", "its last trading day; needed by 'roll: calendar' where there is no day of the roll", Forms.Date),
        new("roll", "the day from which the next contract counts; default: by 'roll_days_before'", Forms.Date),
    ];

    public static readonly IReadOnlyList<Key> Continuous =
    [
        new("contracts", "the contracts in ascending order of expiry; default: those of --continuous", () => Forms.List(Forms.Map(Contract))),
        new("roll", "what makes it change to the next contract: the calendar, or more volume on a trading day; default calendar", () => Forms.Names(Rolls.Words)),
        new("roll_days_before", "trading days before the expiry from which the next contract counts; default 0, the last day itself", () => Forms.Number(0, 60)),
        new("series", "how prices of earlier contracts appear; default unadjusted", () => Forms.Names(Series.Words)),
    ];

    public static readonly IReadOnlyList<Key> Adjustment =
    [
        new("date", "the ex-date: the first day on the new terms", Forms.Date, Required: true),
        new("split", "new shares for old ones, such as 7:1; 1:20 joins shares", () => Forms.Text("^[1-9][0-9]{0,5}:[1-9][0-9]{0,5}$")),
        new("dividend", "in cash for a share, in units of the currency", Forms.Positive),
        new("close", "the last close before the ex-date, unadjusted; with 'dividend'", Forms.Positive),
    ];

    /// <summary>What a class of instruments can say.</summary>
    public static readonly IReadOnlyList<Key> Class =
    [
        new("exchange", "the exchange's name; default: what stands before the ':' in the id", () => Forms.Text("")),
        new("tick_size", "smallest step of the price, in units of the currency; default unknown", Forms.Positive),
        new("lot_size", "smallest step of the quantity; default unknown", Forms.Positive),
        new("multiplier", "units of currency that one unit of price is worth for a quantity of 1; default 1", Forms.Positive),
        new("currency", "currency of the price, such as USD; default unknown", () => Forms.Text("^[A-Z0-9]{2,12}$")),
        new("minor_unit", "unit in which integer prices count, such as 0.01 for cents; the tick is a multiple of it; default unknown", Forms.Positive),
        new("calendar", "one of 'calendars'; default always_open: every day, days of UTC", () => Forms.Text("")),
        new("hours", "which ticks enter candles: all, those in regular hours, those in a session; default all", () => Forms.Names(Hours.Words)),
        new("align", "what bars of minutes and hours are counted from: the epoch in UTC, or the open of the session; default epoch", () => Forms.Names(Alignments.Words)),
        new("gaps", "a bar without a trade is not made, or repeats the last close inside open sessions; default skip", () => Forms.Names(Gaps.Words)),
        new("candles", "what candles are made of", () => Forms.OneOf(Forms.Map(Candles), Forms.List(Forms.Text("^[1-9][0-9]*[smhdw]$")))),
        new("aggressor", "how the aggressor of a trade is found where the venue does not say; default quote_then_tick", () => Forms.Names(Aggressors.Words)),
        new("lateness", "how long a live source holds ticks back to sort them, such as 500ms or 2s, at most 60s; default 0s", () => Forms.Text("^[0-9]+(ms|s)$")),
    ];

    /// <summary>What an instrument can say.</summary>
    public static readonly IReadOnlyList<Key> Instrument =
    [
        new("class", "one of 'classes', whose keys count where the instrument does not say otherwise; default none", () => Forms.Text("")),
        new("token", "the exchange's name for it; default: the id, without what stands before a ':'", () => Forms.Text("")),
        new("venues", "the names that sources and brokers have for it, by venue; default: the token", () => Forms.ByName("^[A-Za-z0-9_-]{1,64}$", Forms.Text(""))),
        .. Class,
        new("expiry", "last trading day of a contract that ends; default none", Forms.Date),
        new("continuous", "the contracts behind a continuous future; default none", () => Forms.Map(Continuous)),
        new("adjustments", "splits and dividends, applied when history is read; default none", () => Forms.List(Forms.Map(Adjustment))),
    ];

    /// <summary>The top level of a file.</summary>
    public static readonly IReadOnlyList<Key> File =
    [
        new("calendars", "when exchanges are open, by name", () => Forms.ByName("^[A-Za-z0-9_-]{1,64}$", Forms.Map(CalendarShape.Keys))),
        new("classes", "what several instruments have in common, by name", () => Forms.ByName("^[A-Za-z0-9_-]{1,64}$", Forms.Map(Class))),
        new("instruments", "instruments by their ids", () => Forms.ByName("^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$", Forms.Map(Instrument))),
        new("others", "classes of the symbols without an entry, by a pattern such as NASDAQ:* or *; the longest that fits counts", () => Forms.ByName("^[A-Za-z0-9._:/-]{0,63}\\*$", Forms.Text(""))),
    ];
}
