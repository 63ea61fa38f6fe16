using Pawl.Bench.Baselines;
using Pawl.Engine;

namespace Pawl.Bench.Rows;

/// <summary>What a symbol needs.</summary>
internal static class Memory
{
    private const double Megabyte = 1 << 20;

    public static IEnumerable<Row> Make(bool quick)
    {
        RawTick[] ticks = RealData.Find(TickStream.Day) is { } path ? TickStream.Load(path) : TickStream.Generate(quick ? 100_000 : 500_000);
        foreach ((string name, string file) in new[] { ("reference pipeline", "reference.yaml"), ("tick job", "tick_job.yaml") })
        {
            Graph graph = Pipelines.Load(file);
            var run = new EngineRun(graph);
            InputEvent[] room = EventBatch.Room(1024);
            for (int i = 0; i < ticks.Length; i += room.Length)
            {
                ReadOnlySpan<RawTick> some = ticks.AsSpan(i, Math.Min(room.Length, ticks.Length - i));
                EventBatch.Fill(room, some);
                run.Process(room.AsSpan(0, some.Length));
            }

            yield return Row.OfBytes($"state of a symbol after a day: {name}", "before the first tick", Goal.AtMostBytes(Megabyte), () => run.Log.Block.Length, () => graph.BlockBytes);
        }
    }
}
