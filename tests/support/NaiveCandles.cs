using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>
/// Candles as one would write them on a blackboard: every frame straight from the trades or quotes, in decimals, with
/// lists. It shares no code with the candles room and looks nothing up in a calendar.
/// </summary>
public sealed class NaiveCandles
{
    private const long Second = 1_000_000_000;
    private const int RememberedIds = 4_096;

    private readonly List<Feed> feeds;
    private readonly List<NaiveFrame> frames;
    private long number;
    private long? newest;

    /// <summary>A log of one market.</summary>
    public NaiveCandles(NaiveMarket market, IReadOnlyList<string> frames)
        : this([market], frames)
    {
    }

    /// <summary>A log of several markets, each with the same frames.</summary>
    public NaiveCandles(IReadOnlyList<NaiveMarket> markets, IReadOnlyList<string> frames)
    {
        feeds = [.. markets.Select(market => new Feed(market))];
        this.frames =
        [
            .. feeds.SelectMany((feed, symbol) => frames.Select(f => new NaiveFrame(feed.Market, feed.Sessions, f, symbol))).OrderBy(f => f.Order),
        ];
    }

    /// <summary>What is known of one symbol.</summary>
    private sealed class Feed(NaiveMarket market)
    {
        public NaiveMarket Market { get; } = market;

        public NaiveSessions Sessions { get; } = new(market);

        public long Sequence { get; set; }

        public List<long> Ids { get; } = [];
    }

    /// <summary>All bars in the order in which they closed.</summary>
    public List<NaiveBar> Closed { get; } = [];

    public long Cycles { get; private set; }

    public long Late { get; private set; }

    public long Zero { get; private set; }

    public long Duplicates { get; private set; }

    public long Holes { get; private set; }

    public long Outside { get; private set; }

    /// <summary>All bars of a market that never closes; the end of the input closes the rest one event later.</summary>
    public static List<NaiveBar> Of(IEnumerable<NaiveEvent> events, IReadOnlyList<string> frames, bool flush = true) =>
        Of(new NaiveMarket(), events, frames, flush);

    public static List<NaiveBar> Of(NaiveMarket market, IEnumerable<NaiveEvent> events, IReadOnlyList<string> frames, bool flush = true)
    {
        NaiveCandles candles = new(market, frames);
        foreach (NaiveEvent e in events) candles.Process(e);
        if (flush) candles.Flush();
        return candles.Closed;
    }

    public void Process(NaiveEvent e)
    {
        bool hole = false;
        Feed feed = feeds[e.Symbol];
        if (e is NaiveTick numbered && IsKnown(feed, numbered, out hole))
        {
            Duplicates++;
            return;
        }

        number++;
        Holes += hole ? 1 : 0;
        bool ordered = e is NaiveTick || (e is NaiveQuote && feed.Market.From != CandleSource.Trade);
        bool late = ordered && newest is { } last && e.Time < last - NaiveSessions.Modulo(last, Second);
        CandleFlags flags = hole ? CandleFlags.Incomplete : CandleFlags.None;
        foreach (NaiveFrame frame in frames.Where(f => f.Symbol == e.Symbol)) frame.Mark(flags);
        if (!late) AdvanceTo(e.Time);
        Cycles++;
        if (late) Late++;
        else if (e is NaiveTick { Size: 0 }) Zero++;
        else if (e is not NaiveClock && !feed.Sessions.Counts(e.Time)) Outside++;
        else if (PriceOf(e, feed.Market.From) is { } price) Trade(e, price, e is NaiveTick tick ? tick.Size : 0, flags);
    }

    /// <summary>Closes what is open, as the clock at the end of the last bar does.</summary>
    public void Flush()
    {
        List<long> ends = [.. frames.Where(f => f.IsTime && f.Open is not null).Select(f => f.Open!.End)];
        if (ends.Count > 0) Process(new NaiveClock(ends.Max()));
    }

    private void Trade(NaiveEvent e, decimal price, decimal size, CandleFlags flags)
    {
        List<List<NaiveBar>> completed = [.. frames.Where(f => f.Symbol == e.Symbol).Select(f => f.Add(e.Time, price, size, flags))];
        int most = completed.Max(bars => bars.Count);
        for (int i = 0; i < most; i++)
        {
            Cycles += i > 0 ? 1 : 0;
            foreach (List<NaiveBar> bars in completed.Where(bars => bars.Count > i)) Say(bars[i]);
        }
    }

    private void AdvanceTo(long time)
    {
        foreach (NaiveFrame frame in frames) frame.BeginEvent();
        while (Ends().Where(end => end <= time).Order().Cast<long?>().FirstOrDefault() is { } instant)
        {
            Cycles++;
            foreach (NaiveFrame frame in frames)
            {
                if (frame.CloseAt(instant) is { } bar) Say(bar);
            }
        }

        newest = Math.Max(newest ?? time, time);
    }

    private IEnumerable<long> Ends() => frames.Where(f => f.IsTime).Select(f => f.Open ?? f.Silent).OfType<NaiveBar>().Select(bar => bar.End);

    private void Say(NaiveBar bar) => Closed.Add(bar with { ClosedBy = number });

    private static decimal? PriceOf(NaiveEvent e, CandleSource from) => (e, from) switch
    {
        (NaiveTick tick, CandleSource.Trade) => tick.Price,
        (NaiveQuote quote, CandleSource.Bid) => quote.Bid,
        (NaiveQuote quote, CandleSource.Ask) => quote.Ask,
        (NaiveQuote { Bid: { } bid, Ask: { } ask }, CandleSource.Mid) => Math.Round((bid + ask) / 2, 8, MidpointRounding.ToEven),
        _ => null,
    };

    /// <summary>Whether a trade was seen before, by its sequence number, else by its id; whether numbers are missing before it.</summary>
    private static bool IsKnown(Feed feed, NaiveTick tick, out bool hole)
    {
        hole = false;
        if (tick.Sequence != 0)
        {
            if (tick.Sequence <= feed.Sequence) return true;
            hole = feed.Sequence != 0 && tick.Sequence > feed.Sequence + 1;
            feed.Sequence = tick.Sequence;
        }
        else if (tick.TradeId != 0)
        {
            if (feed.Ids.TakeLast(RememberedIds).Contains(tick.TradeId)) return true;
            feed.Ids.Add(tick.TradeId);
        }

        return false;
    }

    /// <summary>A candle of the engine in the reference's words.</summary>
    public static NaiveBar From(long closedBy, string frame, in Candle candle, int symbol = 0) => new(
        closedBy, frame, candle.Start.Nanoseconds, candle.CloseTime.Nanoseconds,
        Exact(candle.Open), Exact(candle.High), Exact(candle.Low), Exact(candle.Close), Exact(candle.Volume), candle.Trades, candle.Flags)
    {
        Symbol = symbol,
    };

    private static decimal Exact(Price price) => price.Raw / 100_000_000m;

    private static decimal Exact(QuantitySum sum) => (decimal)sum.ToInt128() / 100_000_000m;
}
