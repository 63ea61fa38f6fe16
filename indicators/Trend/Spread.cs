using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "spread",
    "trend",
    "Difference of two numbers, mostly of the prices of two symbols.",
    Formula = "a − ratio·b, from the latest value of each, whenever one of them is new; undefined while either is",
    Source = "common usage")]
public readonly struct Spread : INodeKind<Spread.Parameters, None, Spread.Inputs, double>
{
    public struct Parameters
    {
        [Param(-1_000_000, 1_000_000, 1, "how many b stand against one a")]
        public double Ratio;
    }

    public struct Inputs
    {
        [Input("the number to compare")]
        public In<double> A;

        [Input("the number that it is compared with")]
        public In<double> B;
    }

    public static bool Step(in Parameters p, ref None s, in Inputs x, in Ctx c, out double y)
    {
        y = c.Value(x.A) - (p.Ratio * c.Value(x.B));
        return true;
    }
}
