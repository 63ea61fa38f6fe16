using System.Diagnostics;

namespace Pawl.Bench;

/// <summary>
/// Runs subject and baseline in turn (A B A B …) and takes the shortest time of each: whatever disturbs the machine
/// only ever adds, and disturbs both alike.
/// </summary>
public sealed class Harness(TimeSpan warmUp, TimeSpan measuring, int atLeast)
{
    // A method is compiled for speed only after 30 calls; work that takes long reaches that inside one run.
    private const int WarmUpRuns = 40;

    public static Harness Thorough { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), 10);

    public static Harness Quick { get; } = new(TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(0.7), 4);

    public static Harness Brief { get; } = new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5), 10);

    public Result Measure(Row row)
    {
        if (row.Bytes is { } bytes)
            return new Result(Least(bytes.Subject), Least(bytes.Baseline), 0);
        WarmUp(row);
        var result = new Result(double.MaxValue, double.MaxValue, long.MaxValue);
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < atLeast || Stopwatch.GetElapsedTime(begin) < measuring; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            double subject = Time(row.Subject);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            double baseline = Time(row.Baseline);
            result = new Result(
                Math.Min(result.Subject, subject),
                Math.Min(result.Baseline, baseline),
                Math.Min(result.Allocated, allocated));
        }

        return result;
    }

    private static double Least(Func<double> amount) => Enumerable.Range(0, 5).Min(_ => amount());

    private void WarmUp(Row row)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < 2 || (run < WarmUpRuns && Stopwatch.GetElapsedTime(begin) < warmUp); run++)
        {
            row.Subject();
            row.Baseline();
        }

        // The compiler of the second tier works behind; what it has been given is done after this.
        Thread.Sleep(200);
        row.Subject();
        row.Baseline();
        GC.Collect();
    }

    private static double Time(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
