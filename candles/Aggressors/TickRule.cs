using Pawl.Types;

namespace Pawl.Candles;

/// <summary>
/// Tells the aggressor of a trade by the prices before it: above the last other price a buy, below it a sell; unknown
/// before the first change of price in a session.
/// </summary>
internal struct TickRule
{
    private Price last;
    private AggressorSide side;
    private Timestamp session;
    private long started;

    /// <summary>The side of the next trade.</summary>
    /// <param name="price">Its price.</param>
    /// <param name="sessionOpen">When its session began: another one forgets what was before.</param>
    public AggressorSide Classify(Price price, Timestamp sessionOpen)
    {
        if (started == 0 || sessionOpen != session)
        {
            (started, session, side) = (1, sessionOpen, AggressorSide.Unknown);
        }
        else if (price != last)
        {
            side = price > last ? AggressorSide.Buy : AggressorSide.Sell;
        }

        last = price;
        return side;
    }
}
