using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "stoch_rsi",
    "momentum",
    "Stochastic of the relative strength index: where the index lies in its own recent range, 0 to 100.",
    Formula = "raw = 100·(R − min(R))/(max(R) − min(R)) over m values of R = RSI(n), flat where R has not moved by 1e-10; k = SMA(raw), d = SMA(k); first value at input n +"
        + " m + k_period + d_period − 2",
    Convention = "TradingView's smoothing. TA-Lib's STOCHRSI is k_period: 1, stoch_period: 5. Where the index has not moved TA-Lib and "
        + "this give 0; LEAN gives 100: flat: 100",
    Source = "T. Chande and S. Kroll, The New Technical Trader, 1994; TradingView",
    ComparedWith = "the reference table (raw and TA-Lib to six decimals, smoothed by an independent script), and the C implementation of TA-"
        + "Lib over 300 bars, to 1e-9")]
public readonly struct StochRsi : INodeKind<StochRsi.Parameters, StochRsi.State, In<double>, StochRsi.Output>
{
    /// <summary>While prices stand still the index stays the same but for rounding, which is not to be blown up to the whole scale.</summary>
    private const double Rounding = 1e-10;

    public struct Parameters
    {
        [Param(1, 10_000, 14, "number of changes of the index")]
        public long Period;

        [Param(1, 10_000, 14, "number of index values of the range")]
        public int StochPeriod;

        [Param(1, 10_000, 3, "number of values of the average k; 1 leaves it raw")]
        public int KPeriod;

        [Param(1, 10_000, 3, "number of values of the average d")]
        public long DPeriod;

        [Param(0, 100, 0, "what raw is where the index has not moved")]
        public double Flat;
    }

    public struct State
    {
        internal GainsAndLosses Moves;
        internal RollingExtreme Highest;
        internal RollingExtreme Lowest;
        internal RollingSum K;
        internal RollingSum D;
    }

    public struct Output
    {
        [Field("average of the raw value")]
        public double K;

        [Field("average of k")]
        public double D;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Moves = GainsAndLosses.Over((int)p.Period);
        s.Highest = RollingExtreme.Highest(p.StochPeriod, ref l);
        s.Lowest = RollingExtreme.Lowest(p.StochPeriod, ref l);
        s.K = RollingSum.Over(p.KPeriod, ref l);
        s.D = RollingSum.Over((int)p.DPeriod, ref l);
    }

    public static int WarmUp(in Parameters p) => (int)p.Period + p.StochPeriod + p.KPeriod + (int)p.DPeriod - 2;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.Moves.Add(value))
        {
            return false;
        }

        double all = s.Moves.Gain + s.Moves.Loss;
        double index = all == 0 ? 0 : 100 * (s.Moves.Gain / all);
        s.Highest.Add(index, in c);
        if (!s.Lowest.Add(index, in c))
        {
            return false;
        }

        double range = s.Highest.Value - s.Lowest.Value;
        if (!s.K.Add(range < Rounding ? p.Flat : 100 * ((index - s.Lowest.Value) / range), in c) || !s.D.Add(s.K.Mean, in c))
        {
            return false;
        }

        y.K = s.K.Mean;
        y.D = s.D.Mean;
        return true;
    }
}
