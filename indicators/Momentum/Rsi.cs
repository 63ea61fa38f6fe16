using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "rsi",
    "momentum",
    "Relative strength index: the share of gains in all recent movement, 0 to 100. A flat market reads 0; do not take it for a signal.",
    Formula = "100·G/(G+L), 0 when both are 0; G and L are Wilder's averages of gains and losses over n changes; first value at input n+1",
    Convention = "ta_lib: a market that has not moved reads 0; tradingview and lean: 100",
    Source = "TA-Lib RSI; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct Rsi : INodeKind<Rsi.Parameters, Rsi.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of changes that the averages begin with; each later one weighs 1/period")]
        public int Period;

        [Param("ta_lib", "whose reading of a market that has not moved")]
        public Convention Convention;
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

        double gain = s.Moves.Gain;
        double all = gain + s.Moves.Loss;
        y = all != 0 ? 100 * (gain / all) : p.Convention == Convention.TaLib ? 0 : 100;
        return true;
    }
}
