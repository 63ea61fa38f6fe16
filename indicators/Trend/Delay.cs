using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "delay",
    "trend",
    "What a number was a number of values ago.",
    Formula = "x[t−n]; first value at input n+1",
    Source = "common usage",
    ComparedWith = "the series itself")]
public readonly struct Delay : INodeKind<Delay.Parameters, Delay.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 1, "how many values to look back")]
        public int Period;
    }

    public struct State
    {
        internal Ring<double> Values;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Values = l.Ring<double>(p.Period + 1);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        RingView<double> values = c.Open(ref s.Values);
        values.Push(value);
        if (!values.IsFull)
        {
            return false;
        }

        y = values[p.Period];
        return true;
    }
}
