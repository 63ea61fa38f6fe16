using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "beta",
    "statistics",
    "Beta: how strongly the changes of y follow those of x. A pair counts when both are new in the same cycle.",
    Formula = "slope of the line of least squares through n pairs of changes (x − x₁)/x₁, (y − y₁)/y₁, a change from 0 being 0; 0 where"
        + " x does not vary; first value at pair n+1",
    Convention = "TA-Lib: the first number is the one that explains, mostly the market",
    Source = "TA-Lib BETA",
    ComparedWith = Compared.TaLib)]
public readonly struct Beta : INodeKind<Beta.Parameters, Beta.State, Beta.Inputs, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 5, "number of changes")]
        public int Period;
    }

    public struct Inputs
    {
        [Input("what explains, mostly the market")]
        public In<double> X;

        [Input("what is explained")]
        public In<double> Y;
    }

    public struct State
    {
        internal RollingPair Changes;
        internal double PreviousX;
        internal double PreviousY;
        internal long Started;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Changes = RollingPair.Over(p.Period, ref l);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out double y)
    {
        y = 0;
        (double a, double b) = (c.Value(x.X), c.Value(x.Y));
        if (!c.Updated(x.X) || !c.Updated(x.Y) || double.IsNaN(a) || double.IsNaN(b))
        {
            return false;
        }

        double ofX = s.PreviousX == 0 ? 0 : (a - s.PreviousX) / s.PreviousX;
        double ofY = s.PreviousY == 0 ? 0 : (b - s.PreviousY) / s.PreviousY;
        (s.PreviousX, s.PreviousY) = (a, b);
        if (s.Started == 0)
        {
            s.Started = 1;
            return false;
        }

        bool ready = s.Changes.Add(ofX, ofY, in c);
        double squares = s.Changes.SquaresX;
        y = squares == 0 ? 0 : s.Changes.Products / squares;
        return ready;
    }
}
