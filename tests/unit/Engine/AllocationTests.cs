using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>In the steady state an event allocates nothing.</summary>
public sealed class AllocationTests
{
    private const string Everything = """
        mix: mix factor=3 ← candle(1m).hlc3
        same: mix factor=3 ← candle(1m).hlc3
        join: join ← a: indicator(mix), b: tick
        total: total ← indicator(mix), indicator(join), candle(5m).volume, quote.bid
        quiet: quiet every=3 ← indicator(total)
        undefined: undefined every=2 ← indicator(mix)
        pair: pair ← indicator(undefined)
        spread: spread ← indicator(pair)
        burst: burst ← tick.size
        again: burst ← tick.size
        relay: relay ← indicator(burst)
        gather: gather ← pulses: indicator(relay), other: indicator(pair).count
        latest: latest ← indicator(relay) ! indicator(relay), candle(1m)
        height: height ← candle(1m)
        seconds: seconds ← clock(1m)
        regions: regions capacity=7 pages=1000 ← tick
        """;

    [Trait("Speed", "slow")]
    [Fact]
    public void An_event_allocates_nothing()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", Everything, candles: ["1m"])), "X");
        Assert.Equal(0, Measure(log, ladderFrom: 0));
        Assert.Equal(5, log.Graph.Sources.Length);
    }

    [Trait("Speed", "slow")]
    [Fact]
    public void An_event_allocates_nothing_while_a_node_sleeps()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", Everything + "\nfails: fails at=10 ← tick")), "X");
        Assert.Equal(0, Measure(log, ladderFrom: 0));
        Assert.Equal(["fails"], log.SleepingNodes);
    }

    [Fact]
    public void A_preview_allocates_nothing()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", Everything)), "X");
        EngineLog scratch = log.CreateScratch();
        ulong all = log.Graph.Sources.Aggregate(0UL, (bits, s) => bits | s.Bit);
        long Preview(int rounds)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < rounds; i++)
            {
                Event(log, i);
                log.Outbox.Clear();
                log.CopyTo(scratch, all);
                Event(scratch, i + 1);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Preview(500);
        Assert.Equal(0, Preview(2000));
    }

    [Fact]
    public void Previews_that_grow_a_ladder_do_not_grow_the_scratch_log_for_ever()
    {
        EngineLog log = EngineLog.Create(EngineLogs.Compile(Pipelines.Of("p", "r: regions pages=10000 ← tick")), "X");
        EngineLog scratch = log.CreateScratch();
        Source tick = log.Graph.Sources[0];
        for (int i = 0; i < 1000; i++)
        {
            log.CopyTo(scratch, tick.Bit);
            scratch.BeginEvent();
            for (int page = 0; page < 10; page++)
            {
                scratch.BeginCycle();
                Tick task = Regions.Task(RegionTask.Ladder, (i * 1000L) + (page * 64), 1);
                scratch.Write(tick, default, in task);
                scratch.Run(tick.Bit, default);
            }

            Assert.Empty(scratch.SleepingNodes);
        }

        Assert.InRange(scratch.Block.Length, log.Block.Length, 20 * 1024);
    }

    private static long Measure(EngineLog log, int ladderFrom)
    {
        for (int i = 0; i < 2000; i++)
        {
            Event(log, ladderFrom + i);
            log.Outbox.Clear();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20_000; i++)
        {
            Event(log, i);
            log.Outbox.Clear();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Two cycles: some of the sources, by a pattern that repeats.</summary>
    private static void Event(EngineLog log, int i)
    {
        log.BeginEvent();
        for (int cycle = 0; cycle < 2; cycle++)
        {
            log.BeginCycle();
            Timestamp time = new(i);
            ulong written = 0;
            foreach (Source source in log.Graph.Sources)
            {
                if (((i + cycle) >> source.Index) % 3 == 0)
                {
                    continue;
                }

                written |= source.Bit;
                Price price = new((i % 97) * 1_000_000L);
                switch (source.Kind)
                {
                    case ReferenceKind.Tick:
                        Tick tick = Regions.Task((RegionTask)(i % 5), i % 500 * 64, i % 13);
                        log.Write(source, time, in tick);
                        break;
                    case ReferenceKind.Quote:
                        log.Write(source, time, new Quote { Bid = price, Ask = price });
                        break;
                    case ReferenceKind.Candle:
                        log.Write(source, time, new Candle { Open = price, High = price, Low = price, Close = price, Trades = i % 5 });
                        break;
                    default:
                        log.Write(source, time, in time);
                        break;
                }
            }

            log.Run(written, time);
        }
    }
}
