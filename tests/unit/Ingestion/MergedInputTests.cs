using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

public class MergedInputTests
{
    private static readonly Timestamp s_epoch = Timestamp.UnixEpoch;

    [Fact]
    public void Equal_to_a_stable_sort_when_sources_are_sorted()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var sources = new List<InputEvent[]>();
            for (int s = random.Next(0, 12); s > 0; s--)
            {
                EventKind kind = random.Next(3) switch { 0 => EventKind.Candle, 1 => EventKind.Quote, _ => EventKind.Tick };
                int length = random.Next(4) == 0 ? random.Next(500, 1500) : random.Next(0, 30);
                int spread = random.Next(1, 3000);
                sources.Add([.. Enumerable.Range(0, length).Select(_ => random.Next(spread)).Order().Select((time, row) => Event(kind, time, sources.Count, row))]);
            }

            // LINQ's OrderBy is stable: equal keys stay in the order of the list and the row.
            IEnumerable<string> expected = sources.SelectMany(events => events).OrderBy(e => e.Time).ThenBy(e => e.Kind).Select(Key);
            foreach (int batchSize in new[] { 1, 7, 256, 10_000 })
            {
                using var merged = new MergedInput(sources.Select((events, i) => new ListSource(events, seed + i)));
                Csv.AssertSame(expected, Csv.Drain(merged, batchSize).Select(Key));
            }
        }
    }

    [Fact]
    public void Unsorted_rows_stay_in_their_order_and_the_next_events_are_compared()
    {
        InputEvent[] a = [.. new[] { 5, 1, 7 }.Select((t, row) => Event(EventKind.Tick, t, 0, row))];
        InputEvent[] b = [.. new[] { 2, 6, 3 }.Select((t, row) => Event(EventKind.Tick, t, 1, row))];
        using var merged = new MergedInput([new ListSource(a), new ListSource(b)]);
        Assert.Equal([2, 5, 1, 6, 3, 7], Csv.Drain(merged).Select(e => e.Time.Nanoseconds));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_range_is_half_open_and_each_event_is_judged_by_its_own_time(int sourceCount)
    {
        InputEvent[] rows = [.. new[] { 3, 9, 5, 4, 10, 2, 9, 30, 8 }.Select((t, row) => Event(EventKind.Tick, t, 0, row))];
        IInputSource[] sources = [new ListSource(rows), .. Enumerable.Repeat(0, sourceCount - 1).Select(_ => new ListSource([]))];
        using var merged = new MergedInput(sources, from: new Timestamp(4), to: new Timestamp(9));
        Assert.Equal([5, 4, 8], Csv.Drain(merged, batchSize: 2).Select(e => e.Time.Nanoseconds));
        Assert.Equal(6, merged.Progress.Filtered);
    }

    [Fact]
    public void Range_on_one_side()
    {
        InputEvent[] rows = [.. Enumerable.Range(0, 10).Select(t => Event(EventKind.Tick, t, 0, t))];
        using var from = new MergedInput([new ListSource(rows)], from: new Timestamp(7));
        using var to = new MergedInput([new ListSource(rows)], to: new Timestamp(2));
        Assert.Equal([7, 8, 9], Csv.Drain(from).Select(e => e.Time.Nanoseconds));
        Assert.Equal([0, 1], Csv.Drain(to).Select(e => e.Time.Nanoseconds));
    }

    [Fact]
    public void Candles_are_merged_by_their_close_and_come_first()
    {
        using var merged = new MergedInput(
        [
            Csv.Open($"{Csv.Ticks}1970-01-01T00:00:30Z,1,1\n1970-01-01T00:01:00Z,1,1\n", "A.csv"),
            Csv.Open($"{Csv.Candles}1970-01-01T00:00:00Z,1,1,1,1,1\n", "A_1m.csv"),
        ]);
        Assert.Equal([EventKind.Tick, EventKind.Candle, EventKind.Tick], Csv.Drain(merged).Select(e => e.Kind));
    }

    [Fact]
    public void A_failing_source_delivers_what_it_gave_whatever_the_batch()
    {
        string good = string.Concat(Enumerable.Range(0, 50).Select(i => $"1970-01-01T00:00:{i:00}Z,1,1\n"));
        for (int size = 1; size < 120; size += 13)
        {
            using var merged = new MergedInput([Csv.Open(Csv.Ticks + good, "A.csv"), Csv.Open($"{Csv.Ticks}{good[..500]}bad,1,1\n", "B.csv")]);
            (int read, IngestionException error) = Csv.DrainUntilRefusal(merged, size);
            Assert.StartsWith("B.csv:22:1: value 'bad'", error.Message, StringComparison.Ordinal);
            Assert.Equal(40, read);
            Assert.Equal((0, error), Csv.DrainUntilRefusal(merged, size));
        }
    }

    [Fact]
    public void Progress_and_warnings_are_those_of_all_sources()
    {
        using var merged = new MergedInput([Csv.Open($"{Csv.Ticks}1970-01-01T00:00:30Z,1,1\n", "A.csv"), Csv.Open(Csv.Ticks, "B.csv")]);
        Assert.Single(Csv.Drain(merged));
        Assert.Equal(new InputProgress(67, 67, 1, 0), merged.Progress);
        Assert.Equal(["B.csv: has a header but no rows"], merged.Warnings);
        using var unknown = new MergedInput([new ListSource([]), Csv.Open(Csv.Ticks, "B.csv")]);
        Assert.Equal(0, unknown.Progress.BytesTotal);
    }

    private static InputEvent Event(EventKind kind, long time, int source, int row) =>
        new() { Kind = kind, Time = s_epoch.AddNanoseconds(time), Symbol = (source * 10_000) + row };

    private static string Key(InputEvent e) => $"{e.Time.Nanoseconds} {e.Kind} {e.Symbol}";

    /// <summary>Events from a list, in batches of random sizes.</summary>
    private sealed class ListSource(InputEvent[] events, int seed = 0) : IInputSource
    {
        private readonly Random _random = new(seed);
        private int _next;

        public InputProgress Progress => default;

        public IReadOnlyList<string> Warnings => [];

        public int Read(Span<InputEvent> batch)
        {
            int count = Math.Min(Math.Min(batch.Length, 1 + _random.Next(100)), events.Length - _next);
            events.AsSpan(_next, count).CopyTo(batch);
            _next += count;
            return count;
        }

        public void Dispose()
        {
        }
    }
}
