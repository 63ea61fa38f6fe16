using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>What is said where hardly any money has flowed.</summary>
public enum ZeroFlow : long
{
    /// <summary>Nothing, where there was none at all: the value is undefined.</summary>
    Undefined,

    /// <summary>0 where the flow is below 1, as TA-Lib does, whatever the instrument's units.</summary>
    TaLibStrict,
}

[Kind(
    "mfi",
    "volume",
    "Money flow index: the share of rising bars in the money that has flowed, 0 to 100.",
    Formula = "100·P/(P+N); P and N are the sums of TP·V over the newest n bars whose typical price TP = (H+L+C)/3 rose or fell; equal ones count in neither. "
        + "NaN where P+N = 0; zero_flow: ta_lib_strict gives 0 where P+N < 1. First value at bar n+1",
    Source = "TA-Lib MFI, but for the limit of 1, which would silence micro-priced instruments")]
public readonly struct Mfi : INodeKind<Mfi.Parameters, Mfi.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of comparisons of a bar with the one before")]
        public long Period;

        [Param("undefined", "what is said where no money has flowed")]
        public ZeroFlow ZeroFlow;
    }

    public struct State
    {
        internal RollingSum Rising;
        internal RollingSum Falling;
        internal double Typical;
        internal long Started;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Rising = RollingSum.Over((int)p.Period, ref l);
        s.Falling = RollingSum.Over((int)p.Period, ref l);
    }

    public static int WarmUp(in Parameters p) => (int)p.Period + 1;

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        y = double.NaN;
        ref readonly Candle candle = ref c.Value(x);
        double typical = (candle.High.ToDouble() + candle.Low.ToDouble() + candle.Close.ToDouble()) / 3;
        double before = s.Typical;
        s.Typical = typical;
        if (s.Started == 0)
        {
            s.Started = 1;
            return false;
        }

        double flow = typical * candle.Volume.ToDouble();
        bool ready = s.Rising.Add(typical > before ? flow : 0, in c);
        s.Falling.Add(typical < before ? flow : 0, in c);
        double rising = s.Rising.Sum;
        double total = rising + s.Falling.Sum;
        if (p.ZeroFlow == ZeroFlow.TaLibStrict && total < 1)
        {
            y = 0;
        }
        else if (total > 0)
        {
            y = 100 * (rising / total);
        }

        return ready;
    }
}
