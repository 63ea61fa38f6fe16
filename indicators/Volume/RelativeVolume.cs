using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "relative_volume",
    "volume",
    "How a bar's volume compares with that of the bars before it: 1 is usual, 2 is twice as much.",
    Formula = "V / mean of the n volumes before it, summed exactly; NaN where those are all 0; first value at bar n+1",
    Source = "common usage")]
public readonly struct RelativeVolume : INodeKind<RelativeVolume.Parameters, RelativeVolume.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars that it is compared with")]
        public int Period;
    }

    public struct State
    {
        internal Ring<QuantitySum> Volumes;
        internal QuantitySum Sum;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Volumes = l.Ring<QuantitySum>(p.Period);

    public static int WarmUp(in Parameters p) => p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        QuantitySum volume = c.Value(x).Volume;
        RingView<QuantitySum> volumes = c.Open(ref s.Volumes);
        bool ready = volumes.IsFull;
        double mean = s.Sum.ToDouble() / p.Period;
        y = mean > 0 ? volume.ToDouble() / mean : double.NaN;
        if (ready)
        {
            s.Sum -= volumes[p.Period - 1];
        }

        s.Sum += volume;
        volumes.Push(in volume);
        return ready;
    }
}
