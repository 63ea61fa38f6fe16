using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>
/// Tells who began a trade: the venue where it says so, else the tick rule. A trade above the last other price is a
/// buy, one below it a sell; before the first change of price the side is unknown.
/// </summary>
internal struct TickRule
{
    private Price last;
    private AggressorSide side;
    private long started;

    /// <summary>The side of the next trade.</summary>
    public AggressorSide Classify(in Tick tick)
    {
        int change = started == 0 ? 0 : tick.Price.CompareTo(last);
        started = 1;
        last = tick.Price;
        side = change > 0 ? AggressorSide.Buy : change < 0 ? AggressorSide.Sell : side;
        return tick.Side != AggressorSide.Unknown ? tick.Side : side;
    }
}
