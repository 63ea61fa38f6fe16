using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

public class ReorderedInputTests
{
    private static readonly long Second = Timestamp.NanosecondsPerSecond;

    /// <summary>Ticks at random times, with their number as the price: late by up to a bound, equal times among them.</summary>
    private static List<InputEvent> Late(int seed, int count, int mostLate)
    {
        var random = new Random(seed);
        long time = 1_700_000_000;
        var events = new List<InputEvent>();
        for (int i = 0; i < count; i++)
        {
            time += random.Next(3);
            events.Add(Runs.Tick((time - random.Next(mostLate + 1)) * Second, i + 1, 1));
        }

        return events;
    }

    private static IEnumerable<string> Sorted(IEnumerable<InputEvent> events) => events.OrderBy(e => e.Time).Select(e => Csv.Describe(e));

    private static List<string> Read(IInputSource source, int batch) => [.. Csv.Drain(source, batch).Select(e => Csv.Describe(e))];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 5, 100)]
    [InlineData(3, 30, 7)]
    [InlineData(4, 60, 5000)]
    public void What_is_no_later_than_stated_leaves_in_the_order_of_a_stable_sort(int seed, int lateness, int batch)
    {
        List<InputEvent> events = Late(seed, 3000, lateness);
        Assert.NotEqual(Sorted(events), events.Select(e => Csv.Describe(e)));
        Assert.Equal(Sorted(events), Read(new ReorderedInput(new ListSource(events, null), TimeSpan.FromSeconds(lateness)), batch));
    }

    [Fact]
    public void What_is_later_goes_on_at_once()
    {
        List<InputEvent> events = [Runs.Tick(10 * Second, 1, 1), Runs.Tick(20 * Second, 2, 1), Runs.Tick(5 * Second, 3, 1), Runs.Tick(19 * Second, 4, 1), Runs.Tick(30 * Second, 5, 1)];
        List<string> read = Read(new ReorderedInput(new ListSource(events, null), TimeSpan.FromSeconds(2)), 10);
        Assert.Equal([0, 2, 3, 1, 4], read.Select(r => events.FindIndex(e => Csv.Describe(e) == r)));
    }

    [Fact]
    public void Nothing_is_lost_beyond_the_limit_and_it_is_told()
    {
        List<InputEvent> events = Late(5, 500, 20);
        using var source = new ReorderedInput(new ListSource(events, null), TimeSpan.FromSeconds(20), limit: 4);
        List<string> read = Read(source, 50);
        Assert.Equal(Sorted(events).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.Contains(source.Warnings, w => w.StartsWith("more than 4 events lay within the lateness", StringComparison.Ordinal));
    }

    [Fact]
    public void What_stands_before_a_bad_row_is_delivered_before_it_is_refused()
    {
        List<InputEvent> events = Late(6, 50, 3);
        using var source = new ReorderedInput(new ListSource(events, new IngestionException("bad")), TimeSpan.FromSeconds(3));
        (int read, IngestionException error) = Csv.DrainUntilRefusal(source, 7);
        Assert.Equal((50, "bad"), (read, error.Message));
    }

    /// <summary>The candles of a shuffled file are those of the sorted one; without the time to sort, they are not.</summary>
    [Fact]
    public void Candles_of_late_ticks_are_those_of_sorted_ones()
    {
        List<InputEvent> events = Late(7, 5000, 10);
        string sorted = Candles([.. events.OrderBy(e => e.Time)]);
        Assert.Equal(sorted, Candles(Csv.Drain(new ReorderedInput(new ListSource(events, null), TimeSpan.FromSeconds(10)))));
        Assert.NotEqual(sorted, Candles(events));
    }

    private static string Candles(List<InputEvent> events)
    {
        Runs run = Runs.Of(Runs.CandlesOnly("1s", "1m", "5m"));
        return run.Process(events.ToArray()) + run.Process(run.Flush());
    }

    private sealed class ListSource(List<InputEvent> events, IngestionException? end) : IInputSource
    {
        private int next;

        public InputProgress Progress => default;

        public IReadOnlyList<string> Warnings => [];

        public int Read(Span<InputEvent> batch)
        {
            int count = Math.Min(batch.Length, events.Count - next);
            if (count == 0 && end is not null)
                throw end;
            for (int i = 0; i < count; i++)
                batch[i] = events[next++];
            return count;
        }

        public void Dispose()
        {
        }
    }
}
