using Pawl.Engine;
using Pawl.Host.Replay.Live;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Replay;

/// <summary>Time that goes on while nothing comes.</summary>
public sealed class QuietClockTests
{
    private readonly InputEvent[] told = new InputEvent[8];
    private TimeSpan now;

    [Fact]
    public void It_goes_on_from_the_newest_event_second_by_second_for_each_symbol()
    {
        QuietClock clock = Clock(delay: 2);
        Assert.Equal(0, clock.Tell(told));
        clock.Saw([At(10.5, 0), At(9.0, 1)]);
        Assert.Equal([(0, 8.0), (1, 8.0)], Tell(clock));
        Assert.Empty(Tell(clock));
        now += TimeSpan.FromSeconds(0.4);
        Assert.Empty(Tell(clock));
        now += TimeSpan.FromSeconds(0.2);
        Assert.Equal([(0, 9.0), (1, 9.0)], Tell(clock));
        now += TimeSpan.FromSeconds(60);
        Assert.Equal([(0, 69.0), (1, 69.0)], Tell(clock));
        clock.Saw([At(72.9, 2)]);
        Assert.Equal([(0, 70.0), (1, 70.0), (2, 70.0)], Tell(clock));
    }

    [Fact]
    public void It_goes_as_fast_as_the_recording()
    {
        QuietClock clock = Clock(delay: 0, speed: 60);
        clock.Saw([At(0, 0)]);
        Assert.Equal([(0, 0.0)], Tell(clock));
        now += TimeSpan.FromSeconds(1.5);
        Assert.Equal([(0, 90.0)], Tell(clock));
    }

    [Fact]
    public void It_stands_still_while_stored_events_come_again()
    {
        QuietClock clock = Clock(delay: 0, known: 3);
        clock.Saw([At(1, 0), At(2, 0)]);
        now += TimeSpan.FromSeconds(5);
        Assert.Empty(Tell(clock));
        clock.Saw([At(3, 0)]);
        Assert.Equal([(0, 3.0)], Tell(clock));
    }

    [Fact]
    public void Where_there_is_little_room_the_rest_of_the_symbols_come_next()
    {
        QuietClock clock = Clock(delay: 0);
        clock.Saw([At(1, 2)]);
        Assert.Equal(2, clock.Tell(told.AsSpan(0, 2)));
        Assert.Equal(0, clock.Tell([]));
        now += TimeSpan.FromSeconds(9);
        Assert.Equal([(2, 1.0)], Tell(clock));
        Assert.Equal([(0, 10.0), (1, 10.0), (2, 10.0)], Tell(clock));
    }

    private QuietClock Clock(int delay, double speed = 1, long known = 0) => new(TimeSpan.FromSeconds(delay), speed, known, () => now);

    private (int Symbol, double Seconds)[] Tell(QuietClock clock)
    {
        int count = clock.Tell(told);
        Assert.All(told[..count], e => Assert.Equal(EventKind.Clock, e.Kind));
        return [.. told[..count].Select(e => (e.Symbol, e.Time.Nanoseconds / 1e9))];
    }

    private static InputEvent At(double seconds, int symbol) => new() { Kind = EventKind.Tick, Symbol = symbol, Time = new Timestamp((long)(seconds * 1e9)) };
}
