using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "sarext",
    "trend",
    "Parabolic stop and reverse with a pace of its own for each direction; negative while short.",
    Formula = "stop += pace·(extreme − stop), not beyond the range of the newest two bars; each new extreme adds to the pace; a bar "
        + "that touches the stop turns the position, whose first stop is the extreme or, where that lies farther, the end of the "
        + "newest two bars; first value at bar 2",
    Source = "TA-Lib SAREXT",
    ComparedWith = Compared.TaLib)]
public readonly struct SarExt : INodeKind<SarExt.Parameters, SarExt.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(-1_000_000_000, 1_000_000_000, 0, "the first stop, negative for a short position; 0: from the first two bars")]
        public double StartValue;

        [Param(0, 1, 0, "by which share of itself the stop is moved away at a reversal")]
        public double OffsetOnReverse;

        [Param(0, 1, 0.02, "pace at the beginning of a long position")]
        public double LongStart;

        [Param(0, 1, 0.02, "what each new extreme adds to it")]
        public double LongStep;

        [Param(0, 1, 0.2, "the fastest pace of a long position")]
        public double LongMaximum;

        [Param(0, 1, 0.02, "pace at the beginning of a short position")]
        public double ShortStart;

        [Param(0, 1, 0.02, "what each new extreme adds to it")]
        public double ShortStep;

        [Param(0, 1, 0.2, "the fastest pace of a short position")]
        public double ShortMaximum;
    }

    public struct State
    {
        internal ParabolicStop Stop;
    }

    public static int WarmUp(in Parameters p) => 2;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ParabolicPace ofLong = new() { Start = p.LongStart, Step = p.LongStep, Maximum = p.LongMaximum };
        ParabolicPace ofShort = new() { Start = p.ShortStart, Step = p.ShortStep, Maximum = p.ShortMaximum };
        bool ready = s.Stop.Add(in c.Value(x), in ofLong, in ofShort, p.StartValue, p.OffsetOnReverse);
        y = s.Stop.Signed;
        return ready;
    }
}
