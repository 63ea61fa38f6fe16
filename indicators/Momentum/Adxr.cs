using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "adxr",
    "momentum",
    "Directional movement rating: the average directional index smoothed by what it was before.",
    Formula = "(ADX + ADX[t−n+1])/2; first value at bar 3n−1",
    Convention = "ta_lib: the sums begin over n−1 bars; wilder: over n, as in his book and in LEAN. The difference fades slowly",
    Source = "TA-Lib ADXR; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = Compared.TaLib)]
public readonly struct Adxr : INodeKind<Adxr.Parameters, Adxr.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of bars of the sums")]
        public int Period;

        [Param("ta_lib", "how many bars the sums begin with")]
        public DirectionalStart Convention;
    }

    public struct State
    {
        internal DirectionalMovement Moves;
        internal DirectionalIndex Index;
        internal Ring<double> Before;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Moves = DirectionalMovement.Over(p.Period, p.Convention);
        s.Index = DirectionalIndex.Over(p.Period);
        s.Before = l.Ring<double>(p.Period);
    }

    public static int WarmUp(in Parameters p) => (3 * p.Period) - 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        y = 0;
        if (!s.Moves.Add(in c.Value(x)) || !s.Index.Add(in s.Moves))
        {
            return false;
        }

        RingView<double> values = c.Open(ref s.Before);
        values.Push(s.Index.Value);
        if (!values.IsFull)
        {
            return false;
        }

        y = (s.Index.Value + values[p.Period - 1]) / 2;
        return true;
    }
}
