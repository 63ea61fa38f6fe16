using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "trima",
    "averages",
    "Triangular moving average: a simple average of a simple average, so that the middle of the window weighs most.",
    Formula = "n odd: SMA(SMA(x, (n+1)/2), (n+1)/2); n even: SMA(SMA(x, n/2), n/2 + 1); first value at the n-th input",
    Source = "TA-Lib TRIMA",
    ComparedWith = Compared.TaLib)]
public readonly struct Trima : INodeKind<Trima.Parameters, Trima.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of values")]
        public int Period;
    }

    public struct State
    {
        internal RollingSum First;
        internal RollingSum Second;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.First = RollingSum.Over((p.Period + 1) / 2, ref l);
        s.Second = RollingSum.Over((p.Period / 2) + 1, ref l);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.First.Add(value, in c) || !s.Second.Add(s.First.Mean, in c))
        {
            return false;
        }

        y = s.Second.Mean;
        return true;
    }
}
