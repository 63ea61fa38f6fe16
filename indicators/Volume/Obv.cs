using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>With what a sum of volumes begins.</summary>
public enum ObvStart
{
    /// <summary>With the volume of the first bar, as in TA-Lib.</summary>
    FirstVolume,

    /// <summary>With zero, as in TradingView.</summary>
    Zero,
}

[Kind(
    "obv",
    "volume",
    "On balance volume: the volume of bars that close higher, minus that of bars that close lower.",
    Formula = "OBV += V where C > C₁, −= V where C < C₁, summed exactly; it begins with the first bar's volume, or with 0 (start: zero)",
    Source = "TA-Lib OBV; start: zero as in TradingView, a constant less")]
public readonly struct Obv : INodeKind<Obv.Parameters, Obv.State, In<Candle>, double>
{
    public struct Parameters
    {
        [Param("first_volume", "with what the sum begins")]
        public ObvStart Start;
    }

    public struct State
    {
        internal QuantitySum Sum;
        internal Price Close;
        internal long Started;
    }

    public static bool Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle candle = ref c.Value(x);
        if (s.Started == 0)
        {
            s.Started = 1;
            s.Sum = p.Start == ObvStart.FirstVolume ? candle.Volume : QuantitySum.Zero;
        }
        else if (candle.Close > s.Close)
        {
            s.Sum += candle.Volume;
        }
        else if (candle.Close < s.Close)
        {
            s.Sum -= candle.Volume;
        }

        s.Close = candle.Close;
        y = s.Sum.ToDouble();
        return true;
    }
}
