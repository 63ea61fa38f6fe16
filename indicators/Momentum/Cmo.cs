using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "cmo",
    "momentum",
    "Chande momentum oscillator: gains less losses as a share of all recent movement, −100 to 100.",
    Formula = "100·(G−L)/(G+L), 0 when both are 0; G and L are Wilder's averages of gains and losses over n changes; first value at input n+1",
    Convention = "TA-Lib averages as Wilder does; Chande himself summed plainly",
    Source = "TA-Lib CMO",
    ComparedWith = Compared.TaLib)]
public readonly struct Cmo : INodeKind<Cmo.Parameters, Cmo.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of changes that the averages begin with; each later one weighs 1/period")]
        public int Period;
    }

    public struct State
    {
        internal GainsAndLosses Moves;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Moves = GainsAndLosses.Over(p.Period);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Moves.Add(value))
        {
            return false;
        }

        double all = s.Moves.Gain + s.Moves.Loss;
        y = all == 0 ? 0 : 100 * ((s.Moves.Gain - s.Moves.Loss) / all);
        return true;
    }
}
