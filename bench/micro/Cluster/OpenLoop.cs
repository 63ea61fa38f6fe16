using System.Diagnostics;
using System.Globalization;

namespace Pawl.Bench.Cluster;

/// <summary>
/// What is sent at times that were fixed before, and each time counts from when it should have been sent, so that what waits behind something slow
/// is counted, too.
/// </summary>
/// <param name="rate">How many a second.</param>
internal abstract class OpenLoop(double rate)
{
    protected double Rate => rate;

    /// <summary>Seconds at the beginning that do not count.</summary>
    protected const double WarmUp = 3;

    protected long Due(long began, int i, double part) => began + (long)((i + part) / rate * Stopwatch.Frequency);

    protected static void WaitUntil(long due)
    {
        while (Stopwatch.GetTimestamp() < due)
        {
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) > TimeSpan.FromMilliseconds(2))
                // Time is what is waited for here; the last part of it awake, since a sleep is too long by up to a millisecond.
                Thread.Sleep(1);
            else
                Thread.Yield();
        }
    }

    /// <summary>Milliseconds from when each was due, sorted.</summary>
    protected double[] Times(long[] times, long began, int from, double part) =>
        [.. Enumerable.Range(from, times.Length - from).Where(i => times[i] != 0).Select(i => Stopwatch.GetElapsedTime(Due(began, i, part), times[i]).TotalMilliseconds).Order()];

    /// <summary>Writes a table with a line for each.</summary>
    protected static void Write(TextWriter to, params ReadOnlySpan<(string Name, double[] Sorted)> lines)
    {
        to.WriteLine("| | p50 | p99 | p99.9 | most |");
        to.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach ((string name, double[] sorted) in lines)
            to.WriteLine(Line(name, sorted));
    }

    private static string Line(string name, double[] sorted)
    {
        string At(double share) => sorted.Length == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))]:0.00} ms");
        return $"| {name} | {At(0.5)} | {At(0.99)} | {At(0.999)} | {At(1)} |";
    }
}
