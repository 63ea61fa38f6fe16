using System.Diagnostics;

namespace Pawl.Host.Web.Live;

/// <summary>How long it takes from the moment at which input is taken up until what it caused is stored and shown: the newest times, and how all are spread.</summary>
internal sealed class LagMeter
{
    private readonly Lock gate = new();
    private readonly double[] ring = new double[256];
    private readonly long[] spread = new long[Bounds.Count + 1];
    private long count;
    private double sum;

    /// <summary>The upper bounds in seconds of the classes into which times are counted, each a fifth above the one before, from 50 µs to a minute; behind the last one is all above.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [.. Enumerable.Range(0, 78).Select(i => Math.Round(5e-5 * Math.Pow(1.2, i), 7))];

    /// <summary>A piece that was begun at a moment of <see cref="Stopwatch"/> is shown.</summary>
    public void Shown(long began)
    {
        lock (gate)
        {
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            ring[count++ % ring.Length] = seconds * 1e3;
            spread[Class(seconds)]++;
            sum += seconds;
        }
    }

    /// <summary>How many times of each class there have been, and the sum of all in seconds.</summary>
    public (long[] Counts, double Sum) Total()
    {
        lock (gate)
        {
            return ([.. spread], sum);
        }
    }

    private static int Class(double seconds)
    {
        int at = 0;
        while (at < Bounds.Count && seconds > Bounds[at])
        {
            at++;
        }

        return at;
    }

    /// <summary>The median and the worst of a hundred, in milliseconds; null while nothing was shown.</summary>
    public (double Median, double Percentile99)? Read()
    {
        lock (gate)
        {
            if (count == 0)
            {
                return null;
            }

            double[] sorted = ring[..(int)Math.Min(count, ring.Length)];
            Array.Sort(sorted);
            return (sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
        }
    }
}
