using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>An input event as the naive reference sees it; times are nanoseconds since the epoch.</summary>
public abstract record NaiveEvent(long Time)
{
    /// <summary>Index of its symbol among those of the log; a clock has none.</summary>
    public int Symbol { get; init; }
}

/// <summary>A trade; a number of 0 is none.</summary>
public sealed record NaiveTick(long Time, decimal Price, decimal Size, long Sequence = 0, long TradeId = 0) : NaiveEvent(Time);

/// <summary>A quote; a side without a price is null.</summary>
public sealed record NaiveQuote(long Time, decimal? Bid, decimal? Ask) : NaiveEvent(Time);

/// <summary>Time goes on, nothing else happens.</summary>
public sealed record NaiveClock(long Time) : NaiveEvent(Time);

/// <summary>A bar of the naive reference, and the input event that closed it; trades of -1 are not known.</summary>
public sealed record NaiveBar(
    long ClosedBy, string Frame, long Start, long End, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, long Trades,
    CandleFlags Flags = CandleFlags.None)
{
    public int Symbol { get; init; }
}
