using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "delta",
    "volume",
    "Volume of a bar by aggressor: what was bought, what was sold, and what nobody can tell.",
    Formula = "sums of the sizes of the bar's trades by side; delta = buy − sell; buy + sell + neutral = volume of the bar. "
        + "The side is the venue's; where it gives none, the tick rule: above the last other price buy, below it sell, before any change neutral",
    Source = "tick rule: C. M. C. Lee and M. J. Ready, Inferring Trade Direction from Intraday Data, 1991")]
public readonly struct Delta : INodeKind<None, Delta.State, Delta.Inputs, DeltaVolume>
{
    public struct Inputs
    {
        [Input("the trades")]
        public In<Tick> Tick;

        [Input("the bars; each closing ends a sum and begins the next", Awaited = false)]
        public In<Candle> Candle;
    }

    public struct State
    {
        internal TickRule Rule;
        internal QuantitySum Buy;
        internal QuantitySum Sell;
        internal QuantitySum Neutral;

        /// <summary>Where the newest trade was added, and its size.</summary>
        internal AggressorSide LastSide;
        internal Quantity LastSize;
    }

    public static bool Step(in None p, ref State s, in Inputs x, in Ctx c, out DeltaVolume y)
    {
        if (c.Updated(x.Tick))
        {
            Add(ref s, in c.Value(x.Tick));
        }

        y = default;
        if (!c.Updated(x.Candle))
        {
            return false;
        }

        (AggressorSide side, QuantitySum rest) = (s.LastSide, RestOf(in s, c.Value(x.Candle).Volume));
        SumOf(ref s, side) -= rest;
        y = new DeltaVolume
        {
            BarTime = c.Value(x.Candle).Start,
            Buy = s.Buy,
            Sell = s.Sell,
            Neutral = s.Neutral,
            Delta = s.Buy - s.Sell,
        };
        (s.Buy, s.Sell, s.Neutral) = (default, default, default);
        SumOf(ref s, side) = rest;
        return true;
    }

    private static void Add(ref State s, in Tick tick)
    {
        s.LastSide = s.Rule.Classify(in tick);
        s.LastSize = tick.Size;
        SumOf(ref s, s.LastSide) += tick.Size;
    }

    /// <summary>What of the newest trade belongs to the bars after this one: a trade that a volume bar has split.</summary>
    private static QuantitySum RestOf(in State s, QuantitySum volume)
    {
        QuantitySum rest = s.Buy + s.Sell + s.Neutral - volume;
        return volume > QuantitySum.Zero && rest > QuantitySum.Zero && rest <= (QuantitySum)s.LastSize ? rest : QuantitySum.Zero;
    }

    private static ref QuantitySum SumOf(ref State s, AggressorSide side)
    {
        switch (side)
        {
            case AggressorSide.Buy:
                return ref s.Buy;
            case AggressorSide.Sell:
                return ref s.Sell;
            default:
                return ref s.Neutral;
        }
    }
}
