using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Recovery;

namespace Pawl.Bench.Rows;

/// <summary>What a store costs: writing it, starting again from it, and saving states.</summary>
internal static class Stores
{
    public static IEnumerable<Row> Make(bool quick)
    {
        string folder = Directory.CreateTempSubdirectory("pawl-bench").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        int ticks = quick ? 100_000 : 300_000;
        foreach ((string name, string file) in new[] { ("tick job", "tick_job.yaml"), ("reference pipeline", "reference.yaml") })
        {
            foreach (Durability durability in new[] { Durability.Full, Durability.Normal })
                yield return Throughput(folder, name, file, ticks, durability);
        }

        yield return Database(folder, ticks);
        foreach ((string name, string file) in new[] { ("tick job", "tick_job.yaml"), ("reference pipeline", "reference.yaml") })
            yield return Recovery(folder, name, file);
        yield return Pause("reference pipeline, after a day", () => Pipelines.Load("reference.yaml"), quick ? 100_000 : 500_000);
        yield return Pause($"{Loading.Nodes} nodes", Loading.Graph, 20_000);
    }

    private static Row Throughput(string folder, string pipeline, string file, int ticks, Durability durability)
    {
        string path = Path.Combine(folder, "written.db");
        string copy = Path.Combine(folder, "raw.db");
        int transactions = (ticks + StoredRunOfTicks.PieceEvents - 1) / StoredRunOfTicks.PieceEvents;
        Lazy<StoredRunOfTicks> run = new(() => new StoredRunOfTicks(Pipelines.Load(file), EventBatch.Of(TickStream.Generate(ticks)), durability));
        Lazy<RawInserts> raw = new(() =>
        {
            run.Value.Write(Fresh(path), saves: true);
            return new RawInserts(path, durability);
        });
        return new Row(
            $"run with a store, {durability.ToString().ToLowerInvariant()}: {pipeline}",
            "raw inserts of its rows",
            Goal.AtLeastAsFast(0.7),
            ticks,
            "tick",
            () => run.Value.Write(Fresh(path), saves: true),
            () => raw.Value.Write(Fresh(copy), transactions));
    }

    /// <summary>Rows a second; how many there are is known once the run was stored.</summary>
    private static Row Database(string folder, int ticks)
    {
        const string name = "sink into a database: reference pipeline";
        const string against = "\\copy by psql of its rows";
        if (Environment.GetEnvironmentVariable("PAWL_BENCH_POSTGRES") is not { Length: > 0 } uri)
            return Row.Skipped(name, against, "PAWL_BENCH_POSTGRES names no database, such as postgres://me@localhost/bench");
        string path = Path.Combine(folder, "sink.db");
        new StoredRunOfTicks(Pipelines.Load("reference.yaml"), EventBatch.Of(TickStream.Generate(ticks)), Durability.Normal).Write(path, saves: false);
        DatabaseRun run = new(uri, path, folder);
        return new Row(name, against, Goal.AtLeastAsFast(0.7), run.Rows, "row", run.Write, run.Copy);
    }

    private static Row Recovery(string folder, string pipeline, string file)
    {
        const int ticks = 1_000_000;
        string path = Path.Combine(folder, Path.ChangeExtension(file, ".db"));
        Graph graph = Pipelines.Load(file);
        InputEvent[] events = [];
        return new Row(
            $"recovery of a million events without a saved state: {pipeline}", "the engine alone", Goal.AtMostMilliseconds(10_000), 1, "recovery", Recover, () =>
            {
                EngineRun alone = new(graph);
                for (int at = 0; at < events.Length; at += 4096)
                    alone.Process(events.AsSpan(at, Math.Min(4096, events.Length - at)));
            });

        void Recover()
        {
            if (events.Length == 0)
            {
                events = EventBatch.Of(TickStream.Generate(ticks));
                new StoredRunOfTicks(graph, events, Durability.Normal).Write(path, saves: false);
            }

            if (StoredRunOfTicks.Recover(graph, path) != ticks)
                throw new InvalidOperationException("not all events were processed again");
        }
    }

    private static Row Pause(string name, Func<Graph> graphOf, int ticks)
    {
        Lazy<LogExecutor> log = new(() =>
        {
            LogExecutor made = StoredRunOfTicks.NewLog(graphOf(), new LogTag(1));
            LogBatch batch = made.CreateBatch();
            InputEvent[] events = EventBatch.Of(TickStream.Generate(ticks));
            for (int at = 0; at < ticks; at += 4096)
            {
                made.Begin(batch);
                made.Process(events.AsSpan(at, Math.Min(4096, ticks - at)), batch);
            }

            return made;
        });
        byte[] copy = [];
        return new Row(
            $"saving a state: {name}", "copying its block", Goal.AtMostMilliseconds(1), 1, "state",
            () => Sink.Take(Snapshot.Copy(log.Value, 1).GetHashCode()),
            () =>
            {
                ReadOnlySpan<byte> block = log.Value.Log.Block;
                if (copy.Length != block.Length)
                    copy = new byte[block.Length];
                block.CopyTo(copy);
            });
    }

    private static string Fresh(string path)
    {
        foreach (string file in (string[])[path, path + "-wal", path + "-shm"])
            File.Delete(file);
        return path;
    }
}
