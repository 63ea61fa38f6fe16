using Pawl.Bench.Baselines;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>The tick job on the engine against the same written by hand.</summary>
internal static class TickJobs
{
    private const double Limit = 2.5;

    public static IEnumerable<Row> Make(bool quick)
    {
        RawTick[] generated = TickStream.Generate(quick ? 500_000 : 2_000_000);
        RawTick[]? day = RealData.Find(TickStream.Day) is { } path ? TickStream.Load(path) : null;
        foreach ((string name, RawTick[]? ticks) in new[] { ("generated ticks", generated), ("SPY day", day) })
        {
            if (ticks is null)
            {
                yield return Row.Skipped($"tick job, {name}", "fused loop", RealData.Absent);
                continue;
            }

            var job = new Job(ticks);
            InputEvent[] events = EventBatch.Of(ticks);
            foreach (int batch in new[] { 256, 1024, 4096 })
                yield return job.Against($"tick job, {name}, read into {batch} events", () => job.ThroughBuffer(batch));
            yield return job.Against($"tick job, {name}, read into 256 events, compiled", () => job.ThroughBuffer(256, Executor.Compiled));
            yield return job.Against($"tick job, {name}, all events in memory", () => job.Resident(events));
        }

        if (day is not null)
            yield return Preview(new Job(day.AsSpan(0, Math.Min(day.Length, quick ? 20_000 : 100_000)).ToArray()));
    }

    private static Row Preview(Job job) =>
        new("tick job with a preview of 1m on every tick", "without previews", Goal.None, job.Ticks.Length, "tick", job.WithPreviews, () => job.ThroughBuffer(1));

    private sealed class Job(RawTick[] ticks)
    {
        private readonly Graph _graph = Pipelines.Load("tick_job.yaml");

        public RawTick[] Ticks => ticks;

        public Row Against(string name, Func<long> run)
        {
            long expected = Fused();
            long found = run();
            if (found != expected)
                throw new InvalidOperationException($"{name}: the outputs add up to {found}, those of the fused loop to {expected}");
            return new Row(name, "fused loop", Goal.AtMostTimes(Limit), ticks.Length, "tick", () => Sink.Take(run()), () => Sink.Take(Fused()));
        }

        private long Fused()
        {
            var job = new FusedTickJob();
            job.Run(ticks);
            job.Finish();
            return job.Checksum;
        }

        /// <summary>All events lie in memory: 104 bytes each instead of the loop's 24.</summary>
        public long Resident(InputEvent[] events)
        {
            const int batch = 1024;
            var run = new EngineRun(_graph);
            for (int i = 0; i < events.Length; i += batch)
                run.Process(events.AsSpan(i, Math.Min(batch, events.Length - i)));
            return run.Finish();
        }

        /// <summary>Events are made from the trades a batch at a time, as in a replay; making them is part of the time.</summary>
        public long ThroughBuffer(int batch, Executor executor = Executor.Reference)
        {
            InputEvent[] events = EventBatch.Room(batch);
            var run = new EngineRun(_graph, executor);
            for (int i = 0; i < ticks.Length; i += batch)
            {
                ReadOnlySpan<RawTick> some = ticks.AsSpan(i, Math.Min(batch, ticks.Length - i));
                EventBatch.Fill(events, some);
                run.Process(events.AsSpan(0, some.Length));
            }

            return run.Finish();
        }

        public void WithPreviews()
        {
            InputEvent[] events = EventBatch.Room(1);
            var run = new EngineRun(_graph);
            EngineLog scratch = run.Log.CreateScratch();
            TimeFrame minute = TimeFrame.Parse("1m");
            for (int i = 0; i < ticks.Length; i++)
            {
                EventBatch.Fill(events, ticks.AsSpan(i, 1));
                run.Process(events);
                if (run.Driver.Preview(run.Log, scratch, 0, minute, out _))
                    Sink.Take(scratch.Outbox.Outputs.Length);
            }
        }
    }
}
