using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>What a quiet log is told of: the instants at which something ends are enough, and few.</summary>
public sealed class QuietTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Told_of_the_ends_alone_a_log_closes_what_it_closes_when_it_is_told_of_every_second(int seed)
    {
        Lcg random = new((ulong)seed);
        string[] frames = ["1s", "7s", "1m", "5m", "1h"];
        Runs all = Runs.Of(Runs.CandlesOnly(frames));
        Runs few = Runs.Of(Runs.CandlesOnly(frames));
        long time = 1_700_000_000 * Second;
        for (int round = 0; round < 20; round++)
        {
            time += random.Next(1_000_000) * 1000L;
            InputEvent tick = Runs.Tick(time, 10 + random.Next(5), 1);
            long quiet = random.OneIn(3) ? 5_000 : random.Next(90);
            List<InputEvent> seconds = [tick], ends = [tick];
            for (long second = (time / Second) + 1; second <= (time / Second) + quiet; second++)
            {
                seconds.Add(Runs.Clock(new Timestamp(second * Second)));
            }

            Timestamp last = new(((time / Second) + quiet) * Second);
            for (Timestamp told = new(time); few.Driver.NextEnd(new Timestamp(time), told) is var end && end <= last; told = end)
            {
                ends.Add(Runs.Clock(end));
            }

            Assert.InRange(ends.Count, 1, 1 + frames.Length);
            Assert.Equal(Closed(all, seconds), Closed(few, ends));
            time = last.Nanoseconds + 1;
        }
    }

    /// <summary>The bars that events close; which of them closes one is another matter.</summary>
    private static IEnumerable<NaiveBar> Closed(Runs run, List<InputEvent> events) => run.Candles([.. events]).Select(bar => bar with { ClosedBy = 0 });
}
