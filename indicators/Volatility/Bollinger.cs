using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "bollinger",
    "volatility",
    "Bollinger bands: a simple average, and a number of standard deviations above and below it.",
    Formula = "middle = mean of the newest n; upper, lower = middle ± k·σ, σ² = Σ(x − middle)²/n; first value at the n-th input",
    Source = "TA-Lib BBANDS (population deviation), without its smallest width, which would hide the bands of micro-priced instruments")]
public readonly struct Bollinger : INodeKind<Bollinger.Parameters, Bollinger.State, In<double>, Bollinger.Output>
{
    public struct Parameters
    {
        [Param(2, 10_000, 20, "number of values")]
        public long Period;

        [Param(0.001, 100, 2, "distance of the bands from the average, in standard deviations")]
        public double Deviations;
    }

    /// <remarks>
    /// The sums are of distances from a value close to the average, since the difference of large squares would keep
    /// no digits of a small deviation. Value and sums are taken afresh each time the window has been filled anew.
    /// </remarks>
    public struct State
    {
        internal Window<double> Values;
        internal int Next;
        internal int Full;
        internal double Shift;
        internal double Sum;
        internal double SumOfSquares;
    }

    public struct Output
    {
        [Field("average plus the distance")]
        public double Upper;

        [Field("simple moving average")]
        public double Middle;

        [Field("average minus the distance")]
        public double Lower;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Values = l.Window<double>((int)p.Period);

    public static int WarmUp(in Parameters p) => (int)p.Period;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out Output y)
    {
        y = default;
        double value = c.Value(x);
        if (double.IsNaN(value) || !Add(ref s, value, c.Span(in s.Values)))
        {
            return false;
        }

        double variance = (s.SumOfSquares - (s.Sum * s.Sum / p.Period)) / p.Period;
        double distance = p.Deviations * Math.Sqrt(variance > 0 ? variance : 0);
        y.Middle = s.Shift + (s.Sum / p.Period);
        y.Upper = y.Middle + distance;
        y.Lower = y.Middle - distance;
        return true;
    }

    private static bool Add(ref State s, double value, Span<double> slots)
    {
        double oldest = slots[s.Next] - s.Shift;
        double newest = value - s.Shift;
        slots[s.Next] = value;
        if (++s.Next == slots.Length)
        {
            s.Next = 0;
            s.Full = 1;
            SumAfresh(ref s, slots);
        }
        else if (s.Full != 0)
        {
            s.Sum -= oldest;
            s.Sum += newest;
            s.SumOfSquares -= oldest * oldest;
            s.SumOfSquares += newest * newest;
        }

        return s.Full != 0;
    }

    private static void SumAfresh(ref State s, ReadOnlySpan<double> slots)
    {
        double total = 0;
        foreach (double value in slots)
        {
            total += value;
        }

        s.Shift = total / slots.Length;
        s.Sum = 0;
        s.SumOfSquares = 0;
        foreach (double value in slots)
        {
            double distance = value - s.Shift;
            s.Sum += distance;
            s.SumOfSquares += distance * distance;
        }
    }
}
