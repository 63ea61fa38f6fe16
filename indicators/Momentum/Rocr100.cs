using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "rocr100",
    "momentum",
    "Rate of change as a ratio in percent to the value a number of values ago.",
    Formula = "100·x/x[t−n], 0 where x[t−n] is 0; first value at input n+1",
    Source = "TA-Lib ROCR100",
    ComparedWith = Compared.TaLib)]
public readonly struct Rocr100 : INodeKind<Rocr100.Parameters, Rocr100.State, In<double>, double>
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
        y = before == 0 ? 0 : 100 * (value / before);
        return ready;
    }
}
