using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Ticks that are handed over together mean the same as one at a time, to the last byte of the block.</summary>
public sealed class BatchTests
{
    private static readonly PipelineDeclaration[] Pipelines =
    [
        Runs.CandlesOnly("1s", "1m", "5m"),
        Runs.CandlesOnly("2m", "5m"),
        Runs.Pipeline([], ("delta", "delta", ["tick", "candle(1m)"], [])),
        Runs.Pipeline(["1s"],
            ("delta", "delta", ["tick", "candle(1m)"], []),
            ("profile", "volume_profile", ["tick", "candle(5m)"], [("tick_size", "0.01")]),
            ("average", "sma", ["tick.price"], [("period", "3")]),
            ("above", "cross", ["indicator(average)", "candle(1m).close"], [])),
    ];

    [Fact]
    public void In_batches_and_one_by_one()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            Random random = new(seed);
            InputEvent[] events = [.. RandomTicks.Of(seed, 600).Select(Runs.Tick)];
            foreach (ref InputEvent e in events.AsSpan())
            {
                MakeStrange(ref e, random);
            }

            Graph graph = Runs.Compile(Pipelines[seed % Pipelines.Length]);
            Runs together = Runs.Of(graph);
            Runs alone = Runs.Of(graph);
            for (int i = 0; i < events.Length;)
            {
                int count = Math.Min(random.Next(1, 100), events.Length - i);
                string said = together.Process(events.AsSpan(i, count));
                Assert.Equal(string.Concat(events.Skip(i).Take(count).Select(e => alone.Process([e]))), said);
                Assert.True(alone.Log.Block.SequenceEqual(together.Log.Block), $"seed {seed}: the blocks differ after event {i + count}");
                i += count;
            }
        }
    }

    /// <summary>Numbers of the venue, sizes whose sum leaves 64 bits, quotes and clocks between.</summary>
    private static void MakeStrange(ref InputEvent e, Random random)
    {
        switch (random.Next(60))
        {
            case 0:
                e.Tick.Sequence = random.Next(1, 1000);
                break;
            case 1:
                e.Tick.TradeId = random.Next(1, 1000);
                break;
            case 2 or 3:
                e.Tick.Size = new Quantity(long.MaxValue - random.Next(1000));
                break;
            case 4:
                e = Runs.Clock(e.Time);
                break;
            case 5:
                e = new InputEvent { Kind = EventKind.Quote, Time = e.Time, Quote = new Quote { Bid = e.Tick.Price, Ask = e.Tick.Price } };
                break;
        }
    }
}
