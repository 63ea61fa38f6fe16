using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "dx",
    "momentum",
    "Directional index: how one-sided the movement is, 0 to 100, before it is averaged to the ADX.",
    Formula = "100·|+DI − −DI|/(+DI + −DI), the value before it where nothing moved. +DM = rise of the high where it is more than the "
        + "fall of the low, else 0, −DM mirrored; sums begin over n−1 bars and go on as S = S − S/n + x; first value at bar n+1",
    Convention = "ta_lib: the sums begin over n−1 bars; wilder: over n, as in his book and in LEAN. The difference fades slowly",
    Source = "TA-Lib DX; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = Compared.TaLib)]
public readonly struct Dx : INodeKind<Dx.Parameters, Dx.State, In<Candle>, double>
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
        internal double Value;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moves = DirectionalMovement.Over(p.Period, p.Convention);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        y = 0;
        if (!s.Moves.Add(in c.Value(x)))
        {
            return false;
        }

        s.Value = s.Moves.HasIndex ? s.Moves.Index : s.Value;
        y = s.Value;
        return true;
    }
}
