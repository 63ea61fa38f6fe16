using System.Globalization;
using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "threshold",
    "trend",
    "Tells when a number enters another zone: 1 high, 0 between, −1 low.",
    Formula = "1 where x ≥ upper, −1 where x ≤ lower, else 0; emitted at the first value and whenever it changes",
    Source = "common usage",
    ComparedWith = "hand-worked series")]
public readonly struct Threshold : INodeKind<Threshold.Parameters, Threshold.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(-1_000_000_000, 1_000_000_000, 70, "from here upwards it is high")]
        public double Upper;

        [Param(-1_000_000_000, 1_000_000_000, 30, "from here downwards it is low; less than upper")]
        public double Lower;
    }

    public struct State
    {
        /// <summary>The zone plus 2; 0 before the first value.</summary>
        internal long Zone;
    }

    public static string? Validate(in Parameters p) => p.Lower < p.Upper
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"lower {p.Lower} is not less than upper {p.Upper}; exchange them or choose another pair");

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value))
        {
            return false;
        }

        y = value >= p.Upper ? 1 : value <= p.Lower ? -1 : 0;
        long zone = (long)y + 2;
        bool changed = zone != s.Zone;
        s.Zone = zone;
        return changed;
    }
}
