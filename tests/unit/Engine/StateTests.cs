using System.Buffers;
using System.Buffers.Binary;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Saving and restoring: exact, or refused whole.</summary>
public sealed class StateTests
{
    private const string Small = """
        burst: burst ← tick
        total: total ← candle(1m), tick
        regions: regions capacity=3 pages=100 ← tick
        """;

    [Fact]
    public void A_restored_log_goes_on_byte_for_byte()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Graph graph = EngineLogs.Compile(new RandomPipeline(seed).Declare());
            EngineLog original = EngineLog.Create(graph, "S0");
            int cut = seed % 17;
            for (int i = 1; i <= cut; i++)
            {
                EngineLogs.RandomEvent(original, (seed * 100) + i);
            }

            EngineLog restored = EngineLog.Create(graph, "S0");
            EngineLogs.RandomEvent(restored, seed);
            restored.Load(Saved(original));
            Assert.True(restored.Outbox.Outputs.IsEmpty);
            original.Outbox.Clear();
            for (int i = cut + 1; i <= 17; i++)
            {
                EngineLogs.RandomEvent(original, (seed * 100) + i);
                EngineLogs.RandomEvent(restored, (seed * 100) + i);
                Assert.Equal(EngineLogs.Drain(original), EngineLogs.Drain(restored));
                Assert.True(original.Block.SequenceEqual(restored.Block));
            }

            Assert.Equal(Saved(original), Saved(restored));
        }
    }

    [Fact]
    public void A_pipeline_with_its_nodes_in_another_order_takes_the_state()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            // Each call declares the nodes in another order.
            RandomPipeline pipeline = new(seed);
            EngineLog original = EngineLog.Create(EngineLogs.Compile(pipeline.Declare()), "S0");
            EngineLog restored = EngineLog.Create(EngineLogs.Compile(pipeline.Declare()), "S0");
            EngineLogs.RandomEvent(original, seed);
            restored.Load(Saved(original));
            Assert.True(original.Block.SequenceEqual(restored.Block));
        }
    }

    [Fact]
    public void Every_cut_and_every_flipped_byte_is_detected_and_changes_nothing()
    {
        EngineLog log = Run(Small);
        byte[] state = Saved(log);
        EngineLog other = EngineLog.Create(log.Graph, "X");
        byte[] before = other.Block.ToArray();
        Assert.InRange(state.Length, 1000, 10_000);
        for (int length = 0; length < state.Length; length++)
        {
            Assert.Throws<StateException>(() => other.Load(state.AsSpan(0, length)));
        }

        Assert.Throws<StateException>(() => other.Load([.. state, 0]));
        foreach (byte flip in new byte[] { 1, 0x80, 0xFF })
        {
            for (int i = 0; i < state.Length; i++)
            {
                state[i] ^= flip;
                Assert.Throws<StateException>(() => other.Load(state));
                state[i] ^= flip;
            }
        }

        Assert.True(other.Block.SequenceEqual(before));
        other.Load(state);
        Assert.True(other.Block.SequenceEqual(log.Block));
    }

    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        byte[] ascending = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        Assert.Equal(0xE3069283u, NaiveCrc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, NaiveCrc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, NaiveCrc32C.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, NaiveCrc32C.Of(ascending));
        Assert.Equal(0x113FDB5Cu, NaiveCrc32C.Of([.. ascending.Reverse()]));
        byte[] state = Saved(Run(Small));
        Assert.Equal(NaiveCrc32C.Of(state.AsSpan(..^4)), BinaryPrimitives.ReadUInt32LittleEndian(state.AsSpan(^4)));
    }

    /// <summary>A right checksum over wrong bytes: whatever is taken, it must not lead out of the block or ask for room.</summary>
    [Fact, Trait("Speed", "slow")]
    public void Forged_lengths_and_offsets_are_refused_or_harmless()
    {
        EngineLog log = Run(Small);
        byte[] state = Saved(log);
        int refused = 0;
        foreach (long forged in new[] { int.MaxValue, int.MinValue, -1, 0x4000_0000, 65_536, 12, long.MaxValue, 1L << 40 })
        {
            for (int i = 0; i <= state.Length - 12; i++)
            {
                byte[] copy = [.. state];
                if (forged is > int.MaxValue or < int.MinValue)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(i), forged);
                }
                else
                {
                    BinaryPrimitives.WriteInt32LittleEndian(copy.AsSpan(i), (int)forged);
                }

                refused += Forged(log.Graph, copy, i) ? 0 : 1;
            }
        }

        Assert.True(refused > 1000, $"{refused} refused");
    }

    private static bool Forged(Graph graph, byte[] state, int seed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(state.AsSpan(^4), NaiveCrc32C.Of(state.AsSpan(..^4)));
        EngineLog other = EngineLog.Create(graph, "X");
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool taken = true;
        try
        {
            other.Load(state);
        }
        catch (StateException e)
        {
            taken = false;
            Assert.DoesNotContain("\n", e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 100_000);
        if (taken)
        {
            EngineLogs.RandomEvent(other, seed);
        }

        return taken;
    }

    private static EngineLog Run(string nodes)
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", nodes)), "X");
        for (int i = 0; i < 5; i++)
        {
            EngineLogs.RandomEvent(log, i);
        }

        Source tick = log.Graph.Sources.Single(s => s.Kind == ReferenceKind.Tick);
        foreach (RegionTask task in Enum.GetValues<RegionTask>())
        {
            log.BeginEvent();
            log.BeginCycle();
            Tick value = Regions.Task(task, 100 * (long)task, 5);
            log.Write(tick, default, in value);
            log.Run(tick.Bit, default);
        }

        return log;
    }

    private static byte[] Saved(EngineLog log)
    {
        ArrayBufferWriter<byte> bytes = new();
        log.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
