using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "parabolic_sar",
    "trend",
    "Parabolic stop and reverse: a trailing stop that gathers speed as the trend goes on, and turns when it is touched.",
    Formula = "stop += pace·(extreme − stop), not beyond the range of the newest two bars; each new extreme adds to the pace; a bar "
        + "that touches the stop turns the position, whose first stop is the extreme or, where that lies farther, the end of the "
        + "newest two bars; short at first where the second bar moved more downwards, else long, with the first bar as the stop; "
        + "first value at bar 2",
    Convention = "TA-Lib; others begin long whatever the first bars do",
    Source = "TA-Lib SAR; J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    ComparedWith = "the reference table of TA-Lib, six decimals, and its C implementation over 300 bars, to 1e-9")]
public readonly struct ParabolicSar : INodeKind<ParabolicSar.Parameters, ParabolicSar.State, In<Candle>, ParabolicSar.Output>
{
    public struct Parameters
    {
        [Param(0, 1, 0.02, "pace at the beginning, and what each new extreme adds to it")]
        public double Acceleration;

        [Param(0, 1, 0.2, "the fastest pace")]
        public double Maximum;
    }

    public struct State
    {
        internal ParabolicStop Stop;
    }

    public struct Output
    {
        [Field("the stop; on a bar that turns, the first stop of the new position")]
        public double Sar;

        [Field("1 long, −1 short")]
        public double Direction;
    }

    public static int WarmUp(in Parameters p) => 2;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out Output y)
    {
        ParabolicPace pace = new() { Start = p.Acceleration, Step = p.Acceleration, Maximum = p.Maximum };
        bool ready = s.Stop.Add(in c.Value(x), in pace, in pace, start: 0, offset: 0);
        y.Sar = Math.Abs(s.Stop.Signed);
        y.Direction = s.Stop.Direction;
        return ready;
    }
}
