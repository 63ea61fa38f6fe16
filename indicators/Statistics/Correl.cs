using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "correl",
    "statistics",
    "Pearson's correlation of two numbers, −1 to 1. A pair counts when both are new in the same cycle.",
    Formula = "Σ(x − mean x)(y − mean y)/√(Σ(x − mean x)²·Σ(y − mean y)²) over n pairs, 0 where one of them does not vary; first value "
        + "at the n-th pair",
    Source = "TA-Lib CORREL",
    ComparedWith = Compared.TaLib)]
public readonly struct Correl : INodeKind<Correl.Parameters, Correl.State, Correl.Inputs, double>
{
    public struct Parameters
    {
        [Param(2, 10_000, 30, "number of pairs")]
        public int Period;
    }

    public struct Inputs
    {
        [Input("one number")]
        public In<double> X;

        [Input("the other")]
        public In<double> Y;
    }

    public struct State
    {
        internal RollingPair Pairs;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Pairs = RollingPair.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out double y)
    {
        y = 0;
        (double a, double b) = (c.Value(x.X), c.Value(x.Y));
        if (!c.Updated(x.X) || !c.Updated(x.Y) || double.IsNaN(a) || double.IsNaN(b) || !s.Pairs.Add(a, b, in c))
        {
            return false;
        }

        double both = Math.Sqrt(s.Pairs.SquaresX * s.Pairs.SquaresY);
        y = both == 0 ? 0 : s.Pairs.Products / both;
        return true;
    }
}
