using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "bandwidth",
    "volatility",
    "How far the Bollinger bands of a number lie apart, as a part of their middle.",
    Formula = "(upper − lower)/middle of bollinger with the same parameters; null where the middle is 0; first value at the n-th input",
    Source = "J. Bollinger, Bollinger on Bollinger Bands, 2001",
    ComparedWith = "the reference table of TA-Lib's bands, six decimals; the formula written plainly over whole series")]
public readonly struct Bandwidth : INodeKind<Bollinger.Parameters, Bollinger.State, In<double>, double>
{
    public static void Init(in Bollinger.Parameters p, ref Bollinger.State s, ref Layout l) => Bollinger.Init(in p, ref s, ref l);

    public static int WarmUp(in Bollinger.Parameters p) => Bollinger.WarmUp(in p);

    public static bool Step(in Bollinger.Parameters p, ref Bollinger.State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Moments.Add(value, in c))
        {
            return false;
        }

        y = s.Moments.Mean == 0 ? double.NaN : 2 * p.Deviations * s.Moments.Deviation / s.Moments.Mean;
        return true;
    }
}
