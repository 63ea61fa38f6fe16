using Pawl.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>Sorting a chunk by log, against grouping.</summary>
public sealed class EventsByLogTests
{
    [Fact]
    public void Each_log_gets_its_own_in_their_order()
    {
        EventsByLog byLog = new();
        GatheredEvents gathered = new();
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            int count = random.Next(1, 40);
            int[] logs = [.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => random.Next(count))];
            InputEvent[] events = [.. logs.Select((log, i) => Event(log, i))];
            byLog.Sort(logs, count);
            for (int log = 0; log < count; log++)
            {
                int[] expected = [.. Enumerable.Range(0, logs.Length).Where(i => logs[i] == log)];
                Assert.Equal(expected, byLog.PositionsOf(log).ToArray());
                if (expected.Length > 0)
                {
                    Assert.Equal(expected.Select(i => Content(events[i])), gathered.Of(events, expected).ToArray().Select(Content));
                }
            }
        }
    }

    private static InputEvent Event(int log, int i) => (i % 3) switch
    {
        0 => new InputEvent { Kind = EventKind.Tick, Symbol = log, Time = new Timestamp(i), Tick = new Tick { Price = new Price(i), Size = new Quantity(log), Sequence = i + 1 } },
        1 => new InputEvent { Kind = EventKind.Quote, Symbol = log, Time = new Timestamp(i), Quote = new Quote { Bid = new Price(i), AskSize = new Quantity(log) } },
        _ => new InputEvent { Kind = EventKind.Candle, Symbol = log, Time = new Timestamp(i), Candle = new Candle { Open = new Price(i), Trades = log, Flags = CandleFlags.Partial }, TimeFrame = TimeFrame.Of(i + 1, TimeUnit.Second) },
    };

    private static (long Head, Timestamp Time, object Record, TimeFrame Frame) Content(InputEvent e) => e.Kind switch
    {
        EventKind.Tick => (e.Head, e.Time, e.Tick, default),
        EventKind.Quote => (e.Head, e.Time, e.Quote, default),
        _ => (e.Head, e.Time, e.Candle, e.TimeFrame),
    };
}
