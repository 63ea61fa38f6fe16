using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>
/// Prices far from those around them, by a rule that outliers themselves hardly move: the distance from the median of the last 51
/// prices, in units of the median distance of these from their median (a robust deviation, see Hampel 1974). A price is told that
/// is 30 such units, and half a percent, away, and whose follower returns: a jump that stays is no outlier.
/// </summary>
internal sealed class OutlierCheck : DataCheck
{
    private const int Window = 51;
    private const double Units = 30;
    private const double Least = 0.005;

    private readonly double[] recent = new double[Window];
    private readonly double[] sorted = new double[Window];
    private readonly double[] distances = new double[Window];
    private long seen;
    private long count;
    private (Timestamp Time, double Price, double Median)? suspect;
    private (Timestamp Time, double Price, double Median) worst;

    public override void See(in InputEvent e)
    {
        if (!PriceOf.TryGet(in e, out Price exact))
        {
            return;
        }

        double price = exact.ToDouble();
        if (suspect is { } before)
        {
            Decide(before, price);
            suspect = null;
        }

        if (seen >= Window)
        {
            // The first guess is cheap: nearly all prices are within the least distance of the newest one.
            double last = recent[(int)((seen - 1) % Window)];
            if (Math.Abs(price - last) > Least / 2 * Math.Abs(last) && IsFar(price, out double median))
            {
                suspect = (e.Time, price, median);
            }
        }

        recent[(int)(seen++ % Window)] = price;
    }

    public override IEnumerable<DataFinding> Findings() => count == 0 ? [] :
        [new("outlier", Severity.Warning, count, FormattableString.Invariant($"prices far from those around them that did not last; the worst is {worst.Price} at {worst.Time}, where others are about {worst.Median}"))];

    private bool IsFar(double price, out double median)
    {
        recent.CopyTo(sorted, 0);
        Array.Sort(sorted);
        median = sorted[Window / 2];
        for (int i = 0; i < Window; i++)
        {
            distances[i] = Math.Abs(recent[i] - median);
        }

        Array.Sort(distances);
        double distance = Math.Abs(price - median);
        return distance > Units * distances[Window / 2] && distance > Least * Math.Abs(median);
    }

    private void Decide((Timestamp Time, double Price, double Median) before, double next)
    {
        if (Math.Abs(next - before.Median) > Math.Abs(next - before.Price))
        {
            return;
        }

        count++;
        if (Math.Abs(before.Price - before.Median) >= Math.Abs(worst.Price - worst.Median))
        {
            worst = before;
        }
    }
}
