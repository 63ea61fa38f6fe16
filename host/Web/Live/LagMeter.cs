using System.Diagnostics;

namespace Pawl.Host.Web.Live;

/// <summary>How long it takes from the moment at which input is taken up until what it caused is stored and shown: the newest times.</summary>
internal sealed class LagMeter
{
    private readonly Lock gate = new();
    private readonly double[] ring = new double[256];
    private long count;

    /// <summary>A piece that was begun at a moment of <see cref="Stopwatch"/> is shown.</summary>
    public void Shown(long began)
    {
        lock (gate)
        {
            ring[count++ % ring.Length] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
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
