using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Breaks by looking back from each bar over whole arrays, both sides written out.</summary>
internal static class NaiveBreaks
{
    public static IEnumerable<string> Find(Candle[] bars, int wing)
    {
        SwingPoint[] swings = [.. new NaiveSwings(bars, wing, wing, 1_000_000, 0.1).Find()];
        HashSet<long> broken = [];
        int trend = 0;
        for (int t = 1; t < bars.Length; t++)
        {
            int direction = bars[t].Close >= bars[t].Open ? 1 : -1;
            foreach (int side in (int[])[-direction, direction])
            {
                SwingPoint level = swings.LastOrDefault(s => s.ConfirmedIndex <= t && IsHigh(s) == (side == 1));
                if (level.ObjectId == 0 || broken.Contains(level.ObjectId))
                {
                    continue;
                }

                bool passed = side == 1 ? bars[t].Close > level.Price : bars[t].Close < level.Price;
                bool before = side == 1 ? bars[t - 1].Close > level.Price : bars[t - 1].Close < level.Price;
                if (passed && (!before || level.ConfirmedIndex == t))
                {
                    broken.Add(level.ObjectId);
                    yield return $"@{t} {(trend == -side ? "Choch" : "Bos")} {(side == 1 ? "Up" : "Down")} at {level.Price} of bar {level.BarIndex}";
                    trend = side;
                }
            }
        }
    }

    private static bool IsHigh(SwingPoint s) => s.Kind.ToString().EndsWith("High", StringComparison.Ordinal);
}
