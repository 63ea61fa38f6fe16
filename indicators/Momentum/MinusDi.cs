using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "minus_di",
    "momentum",
    "Directional indicator: the share of downward movement in the true range, in percent.",
    Formula = "100·S(−DM)/S(TR), 0 where nothing moved. +DM = rise of the high where it is more than the fall of the low, else 0, −DM "
        + "mirrored; sums begin over n−1 bars and go on as S = S − S/n + x; first value at bar n+1",
    Convention = "ta_lib: the sums begin over n−1 bars; wilder: over n, as in his book and in LEAN. The difference fades slowly",
    Source = "TA-Lib MINUS_DI; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct MinusDi : INodeKind<MinusDi.Parameters, MinusDi.State, In<Candle>, double>
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
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moves = DirectionalMovement.Over(p.Period, p.Convention);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        bool ready = s.Moves.Add(in c.Value(x));
        y = ready ? s.Moves.MinusIndicator : 0;
        return ready;
    }
}
