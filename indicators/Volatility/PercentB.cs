using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "percent_b",
    "volatility",
    "Where a number lies between its Bollinger bands: 0 at the lower one, 1 at the upper one.",
    Formula = "(x − lower)/(upper − lower) of bollinger with the same parameters; null where the bands lie on each other; first value at the n-th input",
    Source = "J. Bollinger, Bollinger on Bollinger Bands, 2001",
    ComparedWith = "the reference table of TA-Lib's bands, six decimals; the formula written plainly over whole series")]
public readonly struct PercentB : INodeKind<Bollinger.Parameters, Bollinger.State, In<double>, double>
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

        // Not through the bands: their difference loses the digits that they share.
        double distance = p.Deviations * s.Moments.Deviation;
        y = distance == 0 ? double.NaN : ((value - s.Moments.Mean) / (2 * distance)) + 0.5;
        return true;
    }
}
