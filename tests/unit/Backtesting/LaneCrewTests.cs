using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>Lanes up to the account: whatever the threads and the pieces, it takes everything in the order of time, symbol and sequence.</summary>
public sealed class LaneCrewTests
{
    private const int Lanes = 5;

    /// <summary>A log whose strategy wants something at some events.</summary>
    private sealed class TalkingLog(string name) : ILaneLog
    {
        private long sequence;

        public string Name => name;

        public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
        {
            sequence++;
            if (e.Tick.Price.Raw % 3 == 0)
            {
                signals.Add(new LaneSignal(0, "s", default, sequence, 1));
            }
        }
    }

    private sealed class Listener : ILaneAccount
    {
        public List<(long Time, string Lane, long Sequence)> Heard { get; } = [];

        public void Take(Lane lane, in LaneMark mark)
        {
        }

        public void Take(Lane lane, in LaneItem item) => Heard.Add((item.Time.Nanoseconds, lane.Name, item.Signal.Sequence));
    }

    private static readonly SymbolFacts[] Facts = [.. Enumerable.Range(0, Lanes).Select(i => new SymbolFacts($"S{i}", Instrument.Default, 0))];

    /// <summary>Trades of all symbols in the order of time; several share a moment.</summary>
    private static (int Lane, InputEvent Event)[] Market(int seed)
    {
        Lcg random = new((ulong)seed);
        long time = 0;
        return [.. Enumerable.Range(0, 2000).Select(_ =>
        {
            time += random.Next(3);
            return (random.Next(Lanes), Runs.Tick(time, 1 + random.Next(10), 1));
        })];
    }

    private static List<(long Time, string Lane, long Sequence)> Run((int Lane, InputEvent Event)[] market, int threads, int piece)
    {
        Listener listener = new();
        LaneCrew crew = new(listener, threads);
        Lane[] lanes = [.. Enumerable.Range(0, Lanes).Select(i => new Lane(
            new TalkingLog($"S{i}"),
            new SimulatedBroker("a", PositionMode.Netting, MatchingAssumptions.Pessimistic, new ExchangeRates("USD"), [.. Facts.Select(f => (f, FeedKind.Ticks, FeeSchedule.None))], 1),
            [i]))];
        // Lanes come in any order; their names decide.
        foreach (Lane lane in lanes.Reverse())
        {
            crew.Add(lane);
        }

        foreach ((int Lane, InputEvent Event)[] events in market.Chunk(piece))
        {
            for (int i = 0; i < Lanes; i++)
            {
                lanes[i].Give(events.Where(e => e.Lane == i).Select(e => e.Event).ToArray(), events[^1].Event.Time);
            }

            crew.Run();
        }

        return listener.Heard;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void The_account_hears_everything_in_the_order_of_time_symbol_and_sequence(int seed, int threads)
    {
        var heard = Run(Market(seed), threads, piece: 2000);
        Assert.NotEmpty(heard);
        Assert.Equal(heard.OrderBy(h => h.Time).ThenBy(h => h.Lane, StringComparer.Ordinal).ThenBy(h => h.Sequence), heard);
    }

    [Fact]
    public void Threads_make_no_difference() => Assert.Equal(Run(Market(4), 1, 256), Run(Market(4), 4, 256));
}
