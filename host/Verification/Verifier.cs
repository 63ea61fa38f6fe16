using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>
/// Shows of a pipeline and its data that outputs do not depend on how they were computed, nor on what came later. The first run
/// is the measure; every other run must say the same, byte for byte.
/// </summary>
public sealed class Verifier(ITape tape)
{
    private const int Samples = 1000;
    private const int Beginnings = 12;

    private readonly Dictionary<string, RecordedLog> expected = new(StringComparer.Ordinal);
    private readonly List<long> cuts = [];
    private long events;
    private long every;

    /// <summary>Previews and restarts are made after every so many events of a log; 0 takes about a thousandth of all.</summary>
    public long Every { get; init; }

    /// <summary>Whether the bars that are open at the end of the data are closed by a clock event.</summary>
    public bool Flush { get; init; } = true;

    public VerificationResult Run(CancellationToken stop = default)
    {
        Record(stop);
        // An odd number does not fall into step with data in round pieces.
        every = Every > 0 ? Every : (events / Samples) | 1;
        List<CheckResult> checks = [.. Enum.GetValues<Executor>().Select(e => Again(e, stop)), Alone(stop), Beginning(stop), Previews(stop), Restarts(stop)];
        return new VerificationResult(expected.Count, events, expected.Values.Sum(l => l.Count), every, checks);
    }

    /// <summary>The comparer of a log with the first run.</summary>
    internal OutputComparer Compare(Graph graph, string log) => new(graph, log, expected.GetValueOrDefault(log) ?? new RecordedLog());

    private void Record(CancellationToken stop)
    {
        Pass pass = new(tape, log =>
        {
            RecordedLog record = new();
            expected.Add(log.Name, record);
            return new Course(log, log.Begin(), record.Add);
        });
        pass.Run(long.MaxValue, stop);
        events = pass.Events;
        Finish(pass);
        foreach (Course course in pass.Courses)
        {
            expected[course.Log.Name].State = course.Log.Block.ToArray();
        }
    }

    private void Finish(Pass pass)
    {
        if (Flush)
        {
            pass.Flush();
        }
    }

    private CheckResult Again(Executor executor, CancellationToken stop)
    {
        Comparison run = new(this, tape, (log, comparer) =>
        {
            EngineLog engine = log.Begin();
            engine.Executor = executor;
            return new Course(log, engine, comparer.Take);
        });
        run.Whole(stop);
        return run.Result("determinism", $"a second run, executor {executor.ToString().ToLowerInvariant()}", 1, "run");
    }

    /// <summary>Every beginning of the data at once, and where cuts are worth while: around events that made something known.</summary>
    private CheckResult Alone(CancellationToken stop)
    {
        long position = 0;
        Comparison run = new(this, tape, (log, comparer) => new SingleCourse(log, log.Begin(), comparer.Take, spoke =>
        {
            position++;
            if (spoke && cuts.Count < Beginnings && position >= (cuts.Count + 1) * events / (Beginnings + 1))
            {
                cuts.Add(cuts.Count % 2 == 0 ? position : position - 1);
            }
        }));
        run.Whole(stop);
        return run.Result("look-ahead", "each event alone, the next unread", position, "beginnings");
    }

    private CheckResult Beginning(CancellationToken stop)
    {
        CheckResult all = new("look-ahead", "runs over beginnings of the data", 0, "beginnings", 0, 0, null);
        foreach (long cut in cuts.Where(c => c > 0 && c < events))
        {
            Comparison run = new(this, tape, (log, comparer) => new Course(log, log.Begin(), comparer.Take));
            run.Beginning(cut, stop);
            CheckResult one = run.Result("", "", 0, "");
            all = all with { Times = all.Times + 1, Events = all.Events + one.Events, Outputs = all.Outputs + one.Outputs, First = all.First ?? one.First };
        }

        return all;
    }

    private CheckResult Previews(CancellationToken stop)
    {
        List<PreviewingCourse> courses = [];
        Comparison run = new(this, tape, (log, comparer) =>
        {
            courses.Add(new PreviewingCourse(log, log.Begin(), comparer.Take, every, comparer));
            return courses[^1];
        });
        run.Whole(stop);
        return run.Result("previews", "a fork whose bar ends; state kept", courses.Sum(c => c.Previews), "previews");
    }

    private CheckResult Restarts(CancellationToken stop)
    {
        List<RestartingCourse> courses = [];
        Comparison run = new(this, tape, (log, comparer) =>
        {
            courses.Add(new RestartingCourse(log, log.Begin(), comparer.Take, every, log.Begin, comparer));
            return courses[^1];
        });
        run.Whole(stop);
        return run.Result("restarts", "saved, loaded, repeated, gone on", courses.Sum(c => c.Restarts), "restarts");
    }

    /// <summary>A run whose logs are each compared with the first run.</summary>
    private sealed class Comparison
    {
        private readonly Verifier verifier;
        private readonly Dictionary<string, OutputComparer> comparers = new(StringComparer.Ordinal);
        private readonly Pass pass;

        public Comparison(Verifier verifier, ITape tape, Func<TapeLog, OutputComparer, Course> begin)
        {
            this.verifier = verifier;
            pass = new Pass(tape, log => begin(log, comparers[log.Name] = verifier.Compare(log.Graph, log.Name)));
        }

        public void Whole(CancellationToken stop)
        {
            pass.Run(long.MaxValue, stop);
            verifier.Finish(pass);
            foreach (Course course in pass.Courses)
            {
                comparers[course.Log.Name].EndWith(course.Log);
            }
        }

        public void Beginning(long events, CancellationToken stop)
        {
            pass.Run(events, stop);
            foreach (Course course in pass.Courses)
            {
                comparers[course.Log.Name].End(course.Log.Header.Sequence);
            }
        }

        public CheckResult Result(string check, string compared, long times, string unit) =>
            new(check, compared, times, unit, pass.Events, comparers.Values.Sum(c => c.Count), First());

        /// <summary>The first difference by the name of the log, so that it is always the same one.</summary>
        private Difference? First() => comparers.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value.First).FirstOrDefault(f => f is not null)
            ?? (pass.Events < verifier.events || pass.Courses.Count == verifier.expected.Count ? null : LogMissing());

        private Difference LogMissing()
        {
            string name = verifier.expected.Keys.Except(comparers.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).First();
            return new Difference(name, 0, "", new Said(0, null, "a log"), Said.Nothing);
        }
    }
}
