using System.Collections.Immutable;
using System.Globalization;
using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>What a sweep found.</summary>
/// <param name="Result">All that was tried; of a walk-forward sweep all that was tried in sample.</param>
/// <param name="Steps">The steps of a walk-forward sweep.</param>
/// <param name="Computed">How many runs were computed; the others were there before.</param>
internal sealed record SweepSummary(
    SweepPlan Plan, SweepResult Result, IReadOnlyList<SweepStep> Steps, long Computed, int Decoded, (Timestamp From, Timestamp To)? Range, IReadOnlyList<string> Warnings, TimeSpan Time);

/// <summary>A step of a walk-forward sweep: the set that was best in sample, and what it did right after.</summary>
internal sealed record SweepStep(WalkForwardWindow Window, SweepTrial Chosen, SweepTrial Tried);

/// <summary>Tries parameter sets in the order of the search, on one stretch of the data after another.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="file">Where rows go, and where those of a sweep before are.</param>
/// <param name="data">Its data.</param>
/// <param name="sets">Runs what the file does not have.</param>
/// <param name="progress">Told after each piece of data how many runs are done, in parts, and how many there will be.</param>
internal sealed class SweepRunner(SweepPlan plan, SweepFile file, SweptData data, ISetRunner sets, Action<double, double> progress)
{
    private readonly TrialFigures figures = new(plan.Objective);
    private readonly List<SweepTrial> tried = [];
    private readonly List<SweepStep> steps = [];
    private long computed;
    private double done;
    private double whole;

    /// <summary>The first line of the file.</summary>
    public static string Header(SweepPlan plan)
    {
        IEnumerable<string> columns = plan.Space.Parameters.Select(p => p.Name).Concat(new TrialFigures(plan.Objective).Names);
        return string.Join(',', (plan.WalkForward is null ? (string[])["trial"] : ["from", "to", "sample", "trial"]).Concat(columns));
    }

    public SweepSummary Run(CancellationToken stop)
    {
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        if (plan.WalkForward is { } stretches)
        {
            IReadOnlyList<WalkForwardWindow> windows = WindowsOf(stretches, stop);
            whole = windows.Count * (plan.NewSearch().Trials + 1.0);
            foreach (WalkForwardWindow window in windows)
            {
                SweepTrial best = Search(window, stop);
                SweepTrial after = Try([best.Point], best.Number - 1, (window.Split, window.To), "out", stop)[0];
                steps.Add(new SweepStep(window, best, after));
            }
        }
        else
        {
            whole = plan.NewSearch().Trials;
            Search(null, stop);
        }

        SweepResult result = new(plan.Space, plan.Objective, figures.Names, tried);
        return new SweepSummary(plan, result, steps, computed, data.Decoded, data.Range(stop), data.Warnings, System.Diagnostics.Stopwatch.GetElapsedTime(started));
    }

    private IReadOnlyList<WalkForwardWindow> WindowsOf(Stretches stretches, CancellationToken stop)
    {
        (Timestamp from, Timestamp to) = data.Range(stop) ?? throw new FailureException("--data: there is nothing in it, so there is nothing to walk through; give files with events");
        // Windows begin with a day or a minute, so that one of them can be run alone with times that people can write.
        long step = stretches.In.Nanoseconds >= Timestamp.NanosecondsPerDay ? Timestamp.NanosecondsPerDay : 60 * Timestamp.NanosecondsPerSecond;
        Timestamp start = new(from.Nanoseconds - (((from.Nanoseconds % step) + step) % step));
        IReadOnlyList<WalkForwardWindow> windows = WalkForward.Windows(start, to.AddNanoseconds(1), LengthOf(stretches.In), LengthOf(stretches.Out), stretches.Anchored);
        return windows.Count > 0 ? windows : throw new UsageException(
            $"--walk-forward {stretches.In}:{stretches.Out}: the data reach from {from} to {to}, which is too short for one step; give shorter stretches or more data");
    }

    private static TimeSpan LengthOf(TimeFrame frame) => new(frame.Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>Searches one stretch; its best set.</summary>
    private SweepTrial Search(WalkForwardWindow? window, CancellationToken stop)
    {
        ISearch search = plan.NewSearch();
        int first = tried.Count;
        (Timestamp From, Timestamp To)? stretch = window is { } w ? (w.From, w.Split) : null;
        while (search.Next() is { Count: > 0 } round)
        {
            for (int at = 0; at < round.Count;)
            {
                ParameterPoint[] points = [.. round.Skip(at).Take(sets.Together)];
                SweepTrial[] trials = Try(points, tried.Count, stretch, "in", stop);
                foreach (SweepTrial trial in trials)
                {
                    search.Tell(trial.Point, trial.Score);
                }

                tried.AddRange(trials);
                at += points.Length;
            }
        }

        return new SweepResult(plan.Space, plan.Objective, figures.Names, tried[first..]).Ranked.First();
    }

    /// <summary>Runs sets that the file does not have yet, and adds their rows in order.</summary>
    private SweepTrial[] Try(ParameterPoint[] points, int before, (Timestamp From, Timestamp To)? stretch, string sample, CancellationToken stop)
    {
        string span = stretch is { } s ? $"{s.From},{s.To},{sample}," : "";
        (string Key, ImmutableArray<string> Values)[] rows = [.. points.Select((point, i) =>
        {
            ImmutableArray<string> values = [.. plan.Space.Of(point).Select(v => v.Value)];
            return (string.Create(CultureInfo.InvariantCulture, $"{span}{before + i + 1},{string.Join(',', values)}"), values);
        })];
        string[]?[] known = [.. rows.Select(r => file.Next(r.Key))];
        int missing = Array.IndexOf(known, null);
        IReadOnlyList<string>[] made = missing < 0 ? [] : Compute(points[missing..], stretch, stop);
        SweepTrial[] trials = new SweepTrial[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            IReadOnlyList<string> cells = known[i] ?? made[i - missing];
            trials[i] = cells.Count == figures.Names.Length && figures.Read(before + i + 1, points[i], rows[i].Values, cells) is { } trial
                ? trial
                : throw file.Wrong($"the row of '{rows[i].Key}' has no figures");
            if (known[i] is null)
            {
                file.Add(rows[i].Key, cells);
            }
        }

        done += points.Length;
        progress(done, whole);
        return trials;
    }

    private IReadOnlyList<string>[] Compute(ParameterPoint[] points, (Timestamp From, Timestamp To)? stretch, CancellationToken stop)
    {
        computed += points.Length;
        return sets.Run(points, stretch, share => progress(done + (share * points.Length), whole), stop);
    }
}
