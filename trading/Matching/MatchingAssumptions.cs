using System.Globalization;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What a simulated venue assumes. The default is conservative; the report prints all of it.</summary>
public sealed record MatchingAssumptions
{
    private const long Millisecond = 1_000_000;

    /// <summary>The default: what hurts is assumed wherever the data do not say.</summary>
    public static MatchingAssumptions Pessimistic { get; } = new();

    /// <summary>What a lucky and careless simulation assumes; to see how much of a result hangs on it.</summary>
    public static MatchingAssumptions Optimistic { get; } = new()
    {
        Name = "optimistic",
        OutboundLatency = 0,
        InboundLatency = 0,
        Limits = FillRule.Touch,
        QueuePercent = Price.Zero,
        TradePercent = new Price(100 * Price.Scale),
        BarPercent = new Price(100 * Price.Scale),
        Slippage = SlippageKind.None,
        Inside = BarRule.Optimistic,
    };

    public string Name { get; init; } = "pessimistic";

    /// <summary>Nanoseconds from a decision to the venue. On candles an order that is decided at a close is there at the next open.</summary>
    public long OutboundLatency { get; init; } = 100 * Millisecond;

    /// <summary>Nanoseconds from the venue to us.</summary>
    public long InboundLatency { get; init; } = 100 * Millisecond;

    /// <summary>When limit orders are filled that wait.</summary>
    public FillRule Limits { get; init; } = FillRule.Through;

    /// <summary>What part of the displayed quantity at its price waits before an order, in percent; matters on touch.</summary>
    public Price QueuePercent { get; init; } = new(100 * Price.Scale);

    /// <summary>What part of a displayed quantity an order may take, in percent. Quantities that are not known do not limit.</summary>
    public Price QuotePercent { get; init; } = new(100 * Price.Scale);

    /// <summary>What part of a trade our orders may have had, in percent.</summary>
    public Price TradePercent { get; init; } = new(25 * Price.Scale);

    /// <summary>What part of a bar's volume our orders may have had, in percent.</summary>
    public Price BarPercent { get; init; } = new(10 * Price.Scale);

    /// <summary>How orders that do not wait slip.</summary>
    public SlippageKind Slippage { get; init; } = SlippageKind.BasisPoints;

    /// <summary>Ticks, basis points, or part of the spread.</summary>
    public Price SlippageAmount { get; init; } = new(Price.Scale);

    /// <summary>What comes first inside a bar.</summary>
    public BarRule Inside { get; init; } = BarRule.Pessimistic;

    /// <summary>All of it in words, for the report.</summary>
    public IReadOnlyList<(string Name, string Text)> Describe() =>
    [
        ("assumptions", Name),
        ("latency", string.Create(CultureInfo.InvariantCulture, $"{OutboundLatency / 1e6} ms to the venue, {InboundLatency / 1e6} ms back; on candles an order that is decided at a close is at the venue with the next open")),
        ("market orders", "at the opposite side of the quote; at the last trade where there are no quotes; at the next open on candles"),
        ("limit orders", Limits == FillRule.Through ? "filled when the market is beyond their price" : $"filled at their price behind {QueuePercent} % of what was displayed there"),
        ("stop orders", "triggered by touch; filled at the stop, the trade or the opposite quote, whichever is worst; at the open where it gaps through"),
        ("slippage", DescribeSlippage()),
        ("participation", $"{QuotePercent} % of a quote, {TradePercent} % of a trade, {BarPercent} % of a bar; the rest of an order waits"),
        ("inside a bar", Inside == BarRule.Pessimistic ? "entries, then stops, then targets; a target after an entry inside the bar only where the close is beyond it" : "entries, then targets, then stops; a stop after an entry inside the bar only where the close is beyond it"),
        ("trailing stops", "follow trades, or quotes where there are none; on candles the extreme of a bar at its end"),
    ];

    private string DescribeSlippage() => Slippage switch
    {
        SlippageKind.Ticks => $"{SlippageAmount} ticks",
        SlippageKind.BasisPoints => $"{SlippageAmount} basis points",
        SlippageKind.Spread => $"{SlippageAmount} of the spread",
        SlippageKind.Volume => $"{SlippageAmount} basis points for all that is there, in proportion for a part",
        _ => "none",
    };
}
