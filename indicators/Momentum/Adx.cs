using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "adx",
    "momentum",
    "Average directional index: how strong a trend is, whichever its direction, 0 to 100, with the directional indicators.",
    Formula = "+DI, −DI = 100·S(±DM)/S(TR); DX = 100·|+DI − −DI|/(+DI + −DI); ADX begins with the mean of n DX and goes on as "
        + "(ADX·(n−1) + DX)/n, without bars in which nothing moved. +DM = rise of the high where it is more than the fall of the "
        + "low, else 0, −DM mirrored; sums begin over n−1 bars and go on as S = S − S/n + x; first value at bar 2n",
    Convention = "ta_lib: the sums begin over n−1 bars; wilder: over n, as in his book and in LEAN. The difference fades slowly",
    Source = "TA-Lib ADX, PLUS_DI, MINUS_DI; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9; Wilder's beginning by an "
        + "independent script, six decimals")]
public readonly struct Adx : INodeKind<Adx.Parameters, Adx.State, In<Candle>, Adx.Output>
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
    }

    public struct Output
    {
        [Field("strength of the trend")]
        public double Adx;

        [Field("share of upward movement in the true range, in percent")]
        public double PlusDi;

        [Field("share of downward movement in the true range, in percent")]
        public double MinusDi;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Moves = DirectionalMovement.Over(p.Period, p.Convention);
        s.Index = DirectionalIndex.Over(p.Period);
    }

    public static int WarmUp(in Parameters p) => 2 * p.Period;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        y = default;
        if (!s.Moves.Add(in c.Value(x)) || !s.Index.Add(in s.Moves))
        {
            return false;
        }

        y.Adx = s.Index.Value;
        y.PlusDi = s.Moves.PlusIndicator;
        y.MinusDi = s.Moves.MinusIndicator;
        return true;
    }
}
