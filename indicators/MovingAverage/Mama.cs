using System.Globalization;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "mama",
    "averages",
    "MESA adaptive moving average: as quick as the phase of the dominant cycle moves, and a slower follower of it.",
    Formula = "mama += α·(x − mama), fama += α/2·(mama − fama), α = fast_limit/Δ, at least slow_limit, Δ = fall of the phase since the "
        + "bar before in degrees, at least 1; both begin at 0 at input 13; first value at input 33. The last digits may differ "
        + "between types of processors, since it needs the arc tangent",
    Convention = "TA-Lib: both lines begin at 0, so that the first values still rise from there",
    Source = "TA-Lib MAMA; J. Ehlers, MESA and Trading Market Cycles, 2001",
    ComparedWith = Compared.TaLib)]
public readonly struct Mama : INodeKind<Mama.Parameters, Mama.State, In<double>, Mama.Output>
{
    public struct Parameters
    {
        [Param(0.01, 0.99, 0.5, "the largest weight of the newest value")]
        public double FastLimit;

        [Param(0.01, 0.99, 0.05, "the least weight of the newest value")]
        public double SlowLimit;
    }

    public struct State
    {
        internal HilbertCycle Cycle;
        internal double Angle;
        internal double Mama;
        internal double Fama;
    }

    public struct Output
    {
        [Field("the adaptive average")]
        public double Mama;

        [Field("the follower, half as quick")]
        public double Fama;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Cycle = HilbertCycle.After(HilbertCycle.ShortStart);

    public static int WarmUp(in Parameters p) => 33;

    public static string? Validate(in Parameters p) => p.SlowLimit <= p.FastLimit
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"slow_limit {p.SlowLimit} is greater than fast_limit {p.FastLimit}; exchange them");

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Cycle.Add(value))
        {
            return false;
        }

        double turned = Math.Max(1, s.Angle - s.Cycle.Angle);
        s.Angle = s.Cycle.Angle;
        double weight = turned > 1 ? Math.Max(p.FastLimit / turned, p.SlowLimit) : p.FastLimit;
        s.Mama = Decay.Snap((weight * value) + ((1 - weight) * s.Mama));
        s.Fama = Decay.Snap((weight / 2 * s.Mama) + ((1 - (weight / 2)) * s.Fama));
        y.Mama = s.Mama;
        y.Fama = s.Fama;
        return s.Cycle.Count > 32;
    }
}
