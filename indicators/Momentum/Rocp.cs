using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "rocp",
    "momentum",
    "Rate of change as a fraction since a number of values ago.",
    Formula = "(x − x[t−n])/x[t−n], 0 where x[t−n] is 0; first value at input n+1",
    Source = "TA-Lib ROCP; RateOfChange of LEAN",
    ComparedWith = Compared.TaLib)]
public readonly struct Rocp : INodeKind<Rocp.Parameters, Rocp.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 10, "how many values to look back")]
        public int Period;
    }

    public struct State
    {
        internal LookBack Values;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Values = LookBack.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        double value = c.Value(x);
        bool ready = s.Values.Add(value, in c, out double before);
        y = before == 0 ? 0 : (value - before) / before;
        return ready;
    }
}
