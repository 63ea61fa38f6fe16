using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>A run on a copy of what a plan touches equals a run on a copy of everything.</summary>
public sealed class PreviewTests
{
    [Fact]
    public void A_scratch_log_says_what_a_fork_says_and_the_log_stays_as_it_was()
    {
        int said = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            EngineLog log = EngineLog.Create(EngineLogs.Compile(new RandomPipeline(seed).Declare()), "S0");
            EngineLog scratch = log.CreateScratch();
            Random random = new(seed);
            for (int i = 1; i <= 12; i++)
            {
                EngineLogs.RandomEvent(log, (seed * 100) + i);
                log.Outbox.Clear();
                byte[] before = log.Block.ToArray();

                // Sources that the preview may touch; its cycles then write some of them.
                ulong sources = 0;
                foreach (Source source in log.Graph.Sources)
                {
                    sources |= random.Next(2) == 0 ? source.Bit : 0;
                }

                EngineLog fork = log.Fork();
                log.CopyTo(scratch, sources);
                foreach (EngineLog copy in new[] { fork, scratch })
                {
                    Random same = new(seed + i);
                    copy.BeginEvent();
                    EngineLogs.RandomCycle(copy, same, new Timestamp(i), sources);
                    EngineLogs.RandomCycle(copy, same, new Timestamp(i + 1), sources);
                }

                List<string> expected = EngineLogs.Drain(fork);
                Assert.Equal(expected, EngineLogs.Drain(scratch));
                Assert.True(log.Block.SequenceEqual(before));
                said += expected.Count;
            }
        }

        Assert.True(said > 10_000, $"{said} outputs");
    }

    [Fact]
    public void Regions_are_copied_also_when_they_have_grown()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", "r: regions pages=5000 ← tick\nmix: mix ← candle(1m)\ns: regions ← tick ! candle(1m)")), "X");
        EngineLog scratch = log.CreateScratch();
        Source tick = log.Graph.Sources.Single(s => s.Kind == ReferenceKind.Tick);
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            Tick task = Regions.Task((RegionTask)random.Next(i % 100 == 99 ? 7 : 5), random.NextInt64(-20_000, 20_000), random.Next(100));
            EngineLog fork = log.Fork();
            byte[] before = log.Block.ToArray();
            log.CopyTo(scratch, tick.Bit);
            Do(fork, tick, task);
            Do(scratch, tick, task);
            Assert.Equal(EngineLogs.Drain(fork), EngineLogs.Drain(scratch));
            Assert.True(log.Block.SequenceEqual(before));

            // Something else really happens, so that what the scratch log holds of an earlier preview is never right.
            Do(log, tick, Regions.Task((RegionTask)random.Next(5), random.NextInt64(-20_000, 20_000), random.Next(100)));
            log.Outbox.Clear();
        }

        Assert.True(log.Block.Length > 2 * log.Graph.BlockBytes);
    }

    [Fact]
    public void A_preview_copies_little_of_a_large_graph()
    {
        // Ten thousand nodes on one source, one node on another: its preview must not cost what the block costs.
        string many = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"n{i}: quiet every={(i % 100) + 1} ← candle(1m)\n"));
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", many + "one: mix ← tick\n")), "X");
        EngineLog scratch = log.CreateScratch();
        Source tick = log.Graph.Sources.Single(s => s.Kind == ReferenceKind.Tick);
        EngineLogs.RandomEvent(log, 1);
        log.CopyTo(scratch, tick.Bit);
        int same = 0;
        for (int i = 0; i < log.Block.Length; i++)
        {
            same += log.Block[i] != 0 && scratch.Block[i] == log.Block[i] ? 1 : 0;
        }

        Assert.InRange(same, 1, 1000);
    }

    private static void Do(EngineLog log, Source tick, Tick task)
    {
        log.BeginEvent();
        log.BeginCycle();
        log.Write(tick, default, in task);
        log.Run(tick.Bit, default);
    }
}
