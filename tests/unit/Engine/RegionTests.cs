using System.Buffers;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Ring, list, window and ladder against ordinary collections, over random tasks, saved, forked and reset on the way.</summary>
public sealed class RegionTests
{
    [Fact]
    public void Hold_what_ordinary_collections_hold()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            Random random = new(seed);
            int capacity = random.Next(1, 12);
            Graph graph = EngineLogs.Compile(Pipelines.Of("p", $"r: regions capacity={capacity} pages=4096 ← tick\nother: regions capacity=3 pages=64 ← tick"));
            EngineLog log = EngineLog.Create(graph, "X");
            Collections naive = new(capacity);
            int first = graph.BlockBytes;
            for (int i = 0; i < 400; i++)
            {
                (RegionTask task, long key, double value) = Next(random);
                Assert.Equal(naive.Do(task, key, value), Do(log, task, key, value));
                switch (random.Next(40))
                {
                    case 0:
                        log.Reset("r");
                        naive = new Collections(capacity);
                        break;
                    case 1:
                        log = Restored(log);
                        break;
                    case 2:
                        log = log.Fork();
                        break;
                }
            }

            Assert.True(log.Block.Length > first, "the ladder never grew");
            Assert.DoesNotContain("r", log.SleepingNodes);
        }
    }

    [Fact]
    public void A_ladder_takes_keys_of_both_signs_and_any_size()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", "r: regions pages=100 ← tick")), "X");
        Collections naive = new(5);
        foreach (long key in new[] { 0, -1, 63, 64, -64, -65, long.MaxValue, long.MinValue, long.MaxValue - 1, long.MinValue + 64, 0 })
        {
            Assert.Equal(naive.Do(RegionTask.Ladder, key, 1), Do(log, RegionTask.Ladder, key, 1));
        }
    }

    [Fact]
    public void A_ladder_doubles_its_room_up_to_its_maximum()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", "r: regions pages=100 ← tick")), "X");
        List<int> sizes = [];
        for (int page = 0; page < 100; page++)
        {
            Do(log, RegionTask.Ladder, page * 64L, 1);
            if (sizes.Count == 0 || sizes[^1] != log.Block.Length)
            {
                sizes.Add(log.Block.Length);
            }
        }

        Assert.Empty(log.SleepingNodes);
        int page4 = 4 * ((64 * sizeof(double)) + 16);
        Assert.Equal([page4 * 2, page4 * 4, page4 * 8, page4 * 16, page4 * 25], sizes.Zip(sizes.Skip(1), (a, b) => b - a));
    }

    [Fact]
    public void Negative_sizes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Layout().Window<long>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Layout().Ladder<long>(1, 2));
    }

    private static (RegionTask, long, double) Next(Random random)
    {
        RegionTask task = (RegionTask)random.Next(random.Next(30) == 0 ? 7 : 5);
        long key = random.Next(4) switch
        {
            0 => random.NextInt64(-100_000, 100_000),
            1 => random.NextInt64(long.MinValue, long.MaxValue),
            _ => random.NextInt64(-300, 300),
        };
        return (task, key, random.Next(1, 1000));
    }

    private static double Do(EngineLog log, RegionTask task, long key, double value)
    {
        log.Outbox.Clear();
        log.BeginEvent();
        log.BeginCycle();
        Tick tick = Regions.Task(task, key, value);
        log.Write(log.Graph.Sources[0], default, in tick);
        log.Run(log.Graph.Sources[0].Bit, default);
        Output output = log.Outbox.Outputs.ToArray().Single(o => log.Graph.Channels[o.Channel].Node == "r");
        return (double)EngineLogs.Record(log, output);
    }

    private static EngineLog Restored(EngineLog log)
    {
        ArrayBufferWriter<byte> bytes = new();
        log.Save(bytes);
        EngineLog restored = EngineLog.Create(log.Graph, log.Symbols[0]);
        restored.Load(bytes.WrittenSpan);
        return restored;
    }

    private sealed class Collections(int capacity)
    {
        private readonly LinkedList<double> ring = [];
        private readonly List<double> list = [];
        private readonly SortedDictionary<long, double> ladder = [];
        private double[] window = new double[capacity];
        private double[] other = new double[capacity];
        private double expired = 1;

        public double Do(RegionTask task, long key, double value)
        {
            switch (task)
            {
                case RegionTask.Ring:
                    ring.AddFirst(value);
                    if (ring.Count > capacity)
                    {
                        ring.RemoveLast();
                    }

                    break;
                case RegionTask.List:
                    list.Add(value);
                    if (list.Count > capacity)
                    {
                        expired += list[0];
                        list.RemoveAt(0);
                    }

                    break;
                case RegionTask.ListRemove when list.Count > 0:
                    list.RemoveAt((int)((ulong)key % (uint)list.Count));
                    break;
                case RegionTask.Window:
                    window[(ulong)key % (uint)capacity] += value;
                    break;
                case RegionTask.Ladder:
                    ladder[key] = ladder.GetValueOrDefault(key) + value;
                    break;
                case RegionTask.LadderClear:
                    ladder.Clear();
                    break;
                case RegionTask.Swap:
                    // The step had opened the window before it swapped, so what it reads is the old one.
                    double result = Digest();
                    (window, other) = (other, window);
                    return result;
            }

            return Digest();
        }

        private double Digest()
        {
            double digest = ring.Count == capacity ? 0.25 : 0;
            foreach (double value in ring.Concat(list))
            {
                digest = (digest * 0.5) + value;
            }

            foreach (double value in window)
            {
                digest = (digest * 0.5) + value;
            }

            foreach ((long key, double value) in ladder)
            {
                digest = (digest * 0.5) + value + ((key & ~63L) % 1024);
            }

            return digest + expired;
        }
    }
}
