using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Finds each gap in the whole series and then looks at all bars after it, both directions written out.</summary>
internal static class NaiveGaps
{
    public static IEnumerable<string> Find(Candle[] bars, int maxAge, decimal smallest, double minAtr)
    {
        double[] atr = NaiveSwings.Atr(bars);
        int id = 0;
        for (int t = 2; t < bars.Length; t++)
        {
            (Candle a, Candle b, Candle c) = (bars[t - 2], bars[t - 1], bars[t]);
            bool up = c.Low > a.High && b.Close > a.High;
            bool down = c.High < a.Low && b.Close < a.Low;
            decimal low = (up ? a.High : c.High).ToDecimal();
            decimal high = (up ? c.Low : a.Low).ToDecimal();
            bool isSmall = high - low < smallest || (!double.IsNaN(atr[t - 1]) && (double)(high - low) < minAtr * atr[t - 1]);
            if ((up || down) && !isSmall)
            {
                id++;
                yield return Line(t, id, up, "Open", low, high, 0);
                foreach (string line in up ? LifeUp(bars, t, id, low, high, maxAge) : LifeDown(bars, t, id, low, high, maxAge))
                {
                    yield return line;
                }
            }
        }
    }

    private static IEnumerable<string> LifeUp(Candle[] bars, int t, int id, decimal low, decimal high, int maxAge)
    {
        string[] names = ["Touched", "HalfFilled", "Filled"];
        int told = 0;
        for (int i = t + 1; i < bars.Length; i++)
        {
            if (i - t > maxAge)
            {
                decimal least = bars[(t + 1)..i].Min(b => b.Low.ToDecimal());
                yield return Line(i, id, true, "Expired", low, high, Part(high - least, high - low));
                yield break;
            }

            decimal deepest = bars[(t + 1)..(i + 1)].Min(b => b.Low.ToDecimal());
            bool[] reached = [deepest < high, deepest <= (low + high) / 2, deepest <= low];
            while (told < 3 && reached[told])
            {
                yield return Line(i, id, true, names[told++], low, high, Part(high - deepest, high - low));
            }

            if (bars[i].Close.ToDecimal() < low)
            {
                yield return Line(i, id, false, "Inverted", low, high, 1);
                yield break;
            }
        }
    }

    private static IEnumerable<string> LifeDown(Candle[] bars, int t, int id, decimal low, decimal high, int maxAge)
    {
        string[] names = ["Touched", "HalfFilled", "Filled"];
        int told = 0;
        for (int i = t + 1; i < bars.Length; i++)
        {
            if (i - t > maxAge)
            {
                decimal most = bars[(t + 1)..i].Max(b => b.High.ToDecimal());
                yield return Line(i, id, false, "Expired", low, high, Part(most - low, high - low));
                yield break;
            }

            decimal highest = bars[(t + 1)..(i + 1)].Max(b => b.High.ToDecimal());
            bool[] reached = [highest > low, highest >= (low + high) / 2, highest >= high];
            while (told < 3 && reached[told])
            {
                yield return Line(i, id, false, names[told++], low, high, Part(highest - low, high - low));
            }

            if (bars[i].Close.ToDecimal() > high)
            {
                yield return Line(i, id, true, "Inverted", low, high, 1);
                yield break;
            }
        }
    }

    private static double Part(decimal part, decimal whole) => (double)Math.Clamp(part / whole, 0, 1);

    private static string Line(int index, int id, bool up, string state, decimal low, decimal high, double fill) =>
        FormattableString.Invariant($"@{index} {id} {(up ? "Up" : "Down")} {state} {low:0.########}..{high:0.########} {fill:0.###}");
}
