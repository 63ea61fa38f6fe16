using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Swing points by search in whole arrays, highs and lows written out apart.</summary>
internal sealed class NaiveSwings(Candle[] bars, int left, int right, long tick, double equalAtr)
{
    private readonly double[] atr = Atr(bars);

    public IEnumerable<SwingPoint> Find()
    {
        (long? high, long? low) = (null, null);
        long id = 0;
        for (int p = left; p + right < bars.Length; p++)
        {
            Candle[] before = bars[(p - left)..p];
            Candle[] after = bars[(p + 1)..(p + right + 1)];
            Candle bar = bars[p];
            if (before.All(b => b.High < bar.High) && after.All(b => b.High <= bar.High))
            {
                long foot = Math.Max(before.Min(b => b.Low.Raw), after.Min(b => b.Low.Raw));
                int clear = bars[..p].Reverse().TakeWhile(b => b.High < bar.High).Count();
                yield return Point(
                    ++id, p, bar.High, Score(p, bar.High.Raw - foot, clear),
                    Kind(high, bar.High.Raw, p, SwingKind.SwingHigh, SwingKind.EqualHigh, SwingKind.HigherHigh, SwingKind.LowerHigh));
                high = bar.High.Raw;
            }

            if (before.All(b => b.Low > bar.Low) && after.All(b => b.Low >= bar.Low))
            {
                long top = Math.Min(before.Max(b => b.High.Raw), after.Max(b => b.High.Raw));
                int clear = bars[..p].Reverse().TakeWhile(b => b.Low > bar.Low).Count();
                yield return Point(
                    ++id, p, bar.Low, Score(p, top - bar.Low.Raw, clear),
                    Kind(low, bar.Low.Raw, p, SwingKind.SwingLow, SwingKind.EqualLow, SwingKind.HigherLow, SwingKind.LowerLow));
                low = bar.Low.Raw;
            }
        }
    }

    private SwingPoint Point(long id, int p, Price price, double score, SwingKind kind) => new()
    {
        ObjectId = id,
        Kind = kind,
        Price = price,
        BarIndex = p,
        BarTime = bars[p].Start,
        ConfirmedIndex = p + right,
        ConfirmedTime = bars[p + right].CloseTime,
        Strength = right,
        Score = score,
    };

    private SwingKind Kind(long? previous, long value, int p, SwingKind first, SwingKind equal, SwingKind higher, SwingKind lower)
    {
        if (previous is null)
        {
            return first;
        }

        double range = atr[p + right];
        double tolerance = Math.Max(tick / 1e8, double.IsNaN(range) ? 0 : equalAtr * range);
        return Math.Abs(value - previous.Value) / 1e8 <= tolerance ? equal : value > previous.Value ? higher : lower;
    }

    private double Score(int p, long prominence, int clear)
    {
        double range = atr[p + right];
        if (double.IsNaN(range) || p < 19)
        {
            return double.NaN;
        }

        double volume = bars[(p - 19)..(p + 1)].Average(b => b.Volume.ToDouble());
        return (0.5 * Math.Min(1, prominence / 1e8 / (3 * range)))
            + (0.3 * Math.Min(1, (Math.Min(clear, 4 * left) - left) / (3.0 * left)))
            + (0.2 * Math.Min(1, bars[p].Volume.ToDouble() / (2 * volume)));
    }

    internal static double[] Atr(Candle[] bars)
    {
        double[] ranges =
        [
            .. bars.Skip(1).Zip(bars, (bar, before) => (double[])[bar.High.ToDouble(), bar.Low.ToDouble(), before.Close.ToDouble()])
                .Select(v => Math.Max(v[0], v[2]) - Math.Min(v[1], v[2])),
        ];
        double[] averages = [.. Enumerable.Repeat(double.NaN, bars.Length)];
        averages[14] = ranges[..14].Average();
        for (int i = 15; i < bars.Length; i++)
        {
            averages[i] = ((averages[i - 1] * 13) + ranges[i - 1]) / 14;
        }

        return averages;
    }
}
