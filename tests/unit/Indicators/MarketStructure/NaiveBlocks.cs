using System.Globalization;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Blocks from the breaks that <see cref="NaiveBreaks"/> finds, each followed to its end over the whole series. What points
/// down is looked at in a mirror that is made of the bars themselves.
/// </summary>
internal static class NaiveBlocks
{
    private sealed record Bar(decimal Open, decimal High, decimal Low, decimal Close);

    public static IEnumerable<string> Find(Candle[] bars, int wing, int maxAge)
    {
        double[] atr = NaiveSwings.Atr(bars);
        Bar[] up = [.. bars.Select(b => new Bar(b.Open.ToDecimal(), b.High.ToDecimal(), b.Low.ToDecimal(), b.Close.ToDecimal()))];
        Bar[] down = [.. up.Select(b => new Bar(-b.Open, -b.Low, -b.High, -b.Close))];
        int id = 0;
        foreach (string line in NaiveBreaks.Find(bars, wing))
        {
            string[] words = line[1..].Split(' ');
            int t = int.Parse(words[0], CultureInfo.InvariantCulture);
            int p = int.Parse(words[^1], CultureInfo.InvariantCulture);
            bool isUp = words[2] == "Up";
            Bar[] seen = isUp ? up : down;
            int m = Enumerable.Range(p + 1, t - p - 1).Reverse().MinBy(i => seen[i].Low);
            if (double.IsNaN(atr[t]) || (double)(seen[t].Close - seen[m].Low) < atr[t])
            {
                continue;
            }

            int j = Enumerable.Range(p + 1, Math.Min(m + 1, t - 1) - p).Reverse()
                .FirstOrDefault(i => seen[i].Close < seen[i].Open && !((double)(seen[i].High - seen[i].Low) >= 2 * atr[i]), m);
            id++;
            foreach ((int index, bool same, string state) in Life(seen, seen[j], t, maxAge))
            {
                (decimal low, decimal high) = isUp ? (seen[j].Low, seen[j].High) : (-seen[j].High, -seen[j].Low);
                yield return FormattableString.Invariant($"@{index} {id} {(same == isUp ? "Up" : "Down")} {state} {low:0.########}..{high:0.########} of bar {j}");
            }
        }
    }

    private static IEnumerable<(int Index, bool Same, string State)> Life(Bar[] bars, Bar block, int t, int maxAge)
    {
        yield return (t, true, "Open");
        Bar[] later = bars[(t + 1)..Math.Min(bars.Length, t + maxAge + 1)];
        int Index(Func<Bar, bool> is_) => Array.FindIndex(later, b => is_(b)) is >= 0 and var at ? t + 1 + at : int.MaxValue;
        int broken = Index(b => b.Close < block.Low);
        int invalid = int.MaxValue;
        for (int i = broken == int.MaxValue ? bars.Length : broken + 1; i < Math.Min(bars.Length, t + maxAge + 1) && invalid == int.MaxValue; i++)
        {
            invalid = bars[i].Close > block.High ? i : invalid;
        }

        (int Index, bool Same, string State)[] states =
        [
            (Index(b => b.Low <= block.High), true, "Tested"),
            (Index(b => b.Low <= (block.Low + block.High) / 2), true, "Mitigated"),
            (broken, true, "Broken"),
            (broken, false, "Breaker"),
            (invalid, false, "Invalidated"),
        ];
        foreach (var state in states.Where(s => s.Index != int.MaxValue))
        {
            yield return state;
        }

        if (invalid == int.MaxValue && t + maxAge + 1 < bars.Length)
        {
            yield return (t + maxAge + 1, broken == int.MaxValue, "Expired");
        }
    }
}
