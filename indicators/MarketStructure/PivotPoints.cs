using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>How the levels follow from a period.</summary>
public enum PivotMethod
{
    Classic,
    Fibonacci,
    Camarilla,
    Woodie,
    Demark,
}

/// <summary>What a period is.</summary>
public enum PivotPeriod
{
    Day,
    Week,
    Month,
}

/// <summary>A pivot and the levels around it; null is what a method has not, or what is not known yet.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PivotLevels
{
    [Field("the pivot")]
    public double Pivot;

    [Field("first resistance")]
    public double R1;

    [Field("second resistance")]
    public double R2;

    [Field("third resistance")]
    public double R3;

    [Field("fourth resistance")]
    public double R4;

    [Field("first support")]
    public double S1;

    [Field("second support")]
    public double S2;

    [Field("third support")]
    public double S3;

    [Field("fourth support")]
    public double S4;
}

[Kind(
    "pivot_points",
    "structure",
    "Levels of support and resistance from the trading day, week or month before.",
    Formula = "O, H, L, C of the period before, R = H − L, P = (H + L + C)/3. "
        + "classic: 2P − L, P + R, H + 2(P − L), H + 3(P − L) and 2P − H, P − R, L − 2(H − P), L − 3(H − P); "
        + "fibonacci: P ± 0.382 R, 0.618 R, R; camarilla: C ± 1.1 R/12, /6, /4, /2; "
        + "woodie: P = (H + L + 2·O₀)/4 with the open O₀ of this period, then 2P − L, P + R, H + 2(P − L), that + R and mirrored; "
        + "demark: X = H + 2L + C if C < O, 2H + L + C if C > O, else H + L + 2C; P = X/4, R1 = X/2 − L, S1 = X/2 − H. "
        + "A bar belongs to the period in which it begins. Given at every bar; null before a period is over and where a method has no such level. Without an instrument days are those of UTC",
    Source = "floor traders' pivots as TradingView's Pivot Points Standard (Traditional, Fibonacci, Camarilla, Woodie, DM)",
    Convention = "TradingView; others take Woodie's pivot from the close, (H + L + 2C)/4",
    ComparedWith = "hand-worked levels of all methods")]
public readonly struct PivotPoints : INodeKind<PivotPoints.Parameters, PivotPoints.State, PivotPoints.Inputs, PivotLevels>
{
    public struct Parameters
    {
        [Param("classic", "how the levels follow from the period before")]
        public PivotMethod Method;

        [Param("day", "what a period is")]
        public PivotPeriod Period;
    }

    public struct Inputs
    {
        public In<Candle> Input;

        public In<Market> Market;
    }

    public struct State
    {
        internal Extent Period;
        internal PivotLevels Levels;
        internal long Number;
    }

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out PivotLevels y)
    {
        ref readonly Candle bar = ref c.Value(x.Input);
        ref readonly Market market = ref c.Value(x.Market);
        long number = p.Period switch
        {
            PivotPeriod.Day => market.Day,
            PivotPeriod.Week => market.Week,
            _ => market.Month,
        };
        if (number != s.Number || s.Period.Bars == 0)
        {
            s.Levels = s.Period.Bars > 0 ? Pivots.Of(p.Method, in s.Period, bar.Open) : Pivots.None;
            s.Number = number;
            s.Period = default;
        }

        s.Period.Add(in bar, 0);
        y = s.Levels;
        return true;
    }
}
