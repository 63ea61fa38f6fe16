using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "plus_dm",
    "momentum",
    "Directional movement: upward movement of the newest bars, in units of the price.",
    Formula = "S(+DM). +DM = rise of the high where it is more than the fall of the low, else 0, −DM mirrored; sums begin over n−1 bars"
        + " and go on as S = S − S/n + x; first value at the n-th bar, at the second where n is 1",
    Source = "TA-Lib PLUS_DM; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = Compared.TaLib)]
public readonly struct PlusDm : INodeKind<PlusDm.Parameters, PlusDm.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of bars of the sums")]
        public int Period;
    }

    public struct State
    {
        internal DirectionalMovement Moves;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moves = DirectionalMovement.Over(p.Period, DirectionalStart.TaLib);

    public static int WarmUp(in Parameters p) => Math.Max(2, p.Period);

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        s.Moves.Add(in c.Value(x));
        y = s.Moves.Plus;
        return s.Moves.Changes >= Math.Max(1, p.Period - 1);
    }
}
