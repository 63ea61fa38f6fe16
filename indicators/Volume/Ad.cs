using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "ad",
    "volume",
    "Accumulation and distribution line: each bar's volume, weighed by where in its range it closed, summed.",
    Formula = "AD += ((C−L) − (H−C))/(H−L) · V, nothing where H = L; from the first bar on",
    Source = "TA-Lib AD; M. Chaikin")]
public readonly struct Ad : INodeKind<None, Ad.State, In<Candle>, double>
{
    public struct State
    {
        internal AccumulationDistribution Line;
    }

    public static bool Step(in None p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        s.Line.Add(in c.Value(x));
        y = s.Line.Value;
        return true;
    }
}
