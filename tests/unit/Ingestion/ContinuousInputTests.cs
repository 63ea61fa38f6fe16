using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Unit.Instruments;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Contracts in, one symbol out. Days run from 22:00 of the day before in UTC.</summary>
public sealed class ContinuousInputTests
{
    private static readonly string[] s_ids = ["F1", "F2", "F3", "F4"];

    private static Instrument Future(RollRule rule, SeriesKind series = SeriesKind.Unadjusted, params FuturesContract[] contracts) => new("F")
    {
        Calendar = Sessions.Evenings(),
        Hours = TradingHours.Extended,
        Continuous = new ContinuousFuture([.. contracts], rule, 0, series),
    };

    private static ContinuousInput Open(Instrument future, string ticks, out SymbolTable symbols)
    {
        symbols = new SymbolTable();
        CsvFile file = CsvFile.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("timestamp,symbol,price,size\n" + ticks)), "x.csv", symbols);
        return new ContinuousInput(file, symbols, [("F", future, SeriesAdjustment.None(future.Continuous!.Series))]);
    }

    /// <summary>What came out in few words: the rolls, and prices by symbol.</summary>
    private static List<string> Read(Instrument future, string ticks)
    {
        using ContinuousInput input = Open(future, ticks, out SymbolTable symbols);
        return [.. Csv.Drain(input, 2).Select(e => e.Kind == EventKind.Roll
            ? $"{symbols[e.Symbol]} {e.Roll.From}-{e.Roll.To} {e.Time}"
            : $"{symbols[e.Symbol]} {e.Tick.Price}")];
    }

    private static string Refusal(Instrument future, string ticks) => Csv.Refusal(() => Read(future, ticks));

    /// <summary>
    /// The next contract has as much on the first day, and more on the second: the third day, not the moment itself, belongs
    /// to it. What came before midnight of a day decides nothing about that day.
    /// </summary>
    [Fact]
    public void By_volume_the_day_after_belongs_to_the_contract_that_had_more()
    {
        Assert.Equal(
            ["F 10", "F 11", "F 12", "F F1-F2 2026-03-04T22:00:00Z", "F 23", "G 5"],
            Read(Future(RollRule.Volume, SeriesKind.Unadjusted, new FuturesContract("F1"), new FuturesContract("F2")), """
                2026-03-03T10:00:00Z,F1,10,5
                2026-03-03T10:00:01Z,F2,20,5
                2026-03-04T10:00:00Z,F1,11,5
                2026-03-04T10:00:01Z,F2,21,6
                2026-03-04T21:59:59Z,F1,12,0
                2026-03-04T22:00:00Z,F2,23,1
                2026-03-04T23:00:00Z,F1,13,100
                2026-03-05T21:00:00Z,G,5,1
                """));
    }

    [Fact]
    public void A_contract_without_volume_of_its_own_is_passed_over_and_none_is_gone_back_to()
    {
        FuturesContract[] all = [.. s_ids.Select(id => new FuturesContract(id))];
        Assert.Equal(
            ["F 1", "F F1-F3 2026-03-03T22:00:00Z", "F 6"],
            Read(Future(RollRule.Volume, SeriesKind.Unadjusted, all), """
                2026-03-03T10:00:00Z,F1,1,5
                2026-03-03T10:00:01Z,F2,2,6
                2026-03-03T10:00:02Z,F3,3,7
                2026-03-03T10:00:03Z,F4,4,7
                2026-03-04T10:00:00Z,F1,5,50
                2026-03-04T10:00:01Z,F3,6,1
                2026-03-05T10:00:00Z,F1,7,50
                """));
    }

    [Fact]
    public void A_contract_that_has_ended_counts_no_longer_whatever_the_volume()
    {
        FuturesContract[] all =
        [
            new("F1", Sessions.Day("2026-03-03")), new("F2", Sessions.Day("2026-03-05")), new("F3", Sessions.Day("2026-03-06")), new("F4"),
        ];
        Assert.Equal(
            // F3 ends on a Friday; the next day opens on Sunday evening.
            ["F 1", "F F1-F3 2026-03-03T22:00:00Z", "F 4", "F F3-F4 2026-03-08T22:00:00Z", "F 5"],
            Read(Future(RollRule.Volume, SeriesKind.Unadjusted, all), """
                2026-03-03T10:00:00Z,F1,1,50
                2026-03-03T10:00:01Z,F2,2,1
                2026-03-03T10:00:02Z,F3,3,2
                2026-03-04T10:00:00Z,F3,4,2
                2026-03-10T10:00:00Z,F4,5,1
                """));
    }

    [Fact]
    public void By_the_calendar_the_data_begin_with_the_contract_of_their_time()
    {
        Instrument future = Future(RollRule.Calendar, SeriesKind.BackAdjusted,
            new("F1", Roll: Sessions.Day("2026-02-02")), new("F2", Roll: Sessions.Day("2026-03-04")), new("F3", Roll: Sessions.Day("2026-03-05")), new("F4"));
        Assert.Equal(
            ["F 20", "F F2-F3 2026-03-03T22:00:00Z", "F F3-F4 2026-03-04T22:00:00Z", "F 22"],
            Read(future, """
                2026-03-03T10:00:00Z,F3,30,1
                2026-03-03T10:00:00Z,F2,20,1
                2026-03-03T10:00:01Z,F4,41,1
                2026-03-04T22:00:00Z,F4,43,1
                """));
        Assert.Equal(["F 5", "F 6"], Read(future, "2026-06-01T10:00:00Z,F4,5,1\n2026-07-01T10:00:00Z,F4,6,1\n"));
    }

    [Fact]
    public void What_cannot_be_put_together_is_refused()
    {
        FuturesContract[] two = [new("F1", Sessions.Day("2026-03-03")), new("F2")];
        const string Ticks = "2026-03-03T10:00:00Z,F1,0,5\n2026-03-04T10:00:00Z,F2,20,5\n";
        Assert.Equal(
            "F: the roll from F1 to F2 at 2026-03-03T22:00:00Z needs the last price of F2 before it, and there is none; give data of both contracts that reach over the roll, or ask for the series 'unadjusted'",
            Refusal(Future(RollRule.Volume, SeriesKind.Ratio, two), Ticks));
        Assert.Equal(
            "F: the roll from F1 to F2 at 2026-03-03T22:00:00Z has the prices 0 and 20, and a ratio needs prices above 0; ask for the series 'back_adjusted'",
            Refusal(Future(RollRule.Volume, SeriesKind.Ratio, two), "2026-03-03T10:00:00Z,F2,20,5\n" + Ticks));
        Assert.Equal(
            "F: a price of 2026-03-04T10:00:00Z, adjusted for the rolls before it, is out of range; ask for the series 'unadjusted'",
            Refusal(Future(RollRule.Volume, SeriesKind.BackAdjusted, two), "2026-03-03T09:00:00Z,F2,-92233720368,5\n2026-03-03T10:00:00Z,F1,0,5\n2026-03-04T10:00:00Z,F2,20,5\n"));
        Assert.Equal(
            "the data has 'F' itself, which is to be made of F1, F2; name the contract that a file holds, as in F1=FILE",
            Refusal(Future(RollRule.Volume, SeriesKind.Unadjusted, two), "2026-03-03T10:00:00Z,F,1,1\n"));
        Assert.Equal(
            "F: the name of contract 'F123456789012345678901234' is longer than 24 characters; give it a shorter one",
            Refusal(Future(RollRule.Volume, SeriesKind.Unadjusted, new FuturesContract("F123456789012345678901234")), Ticks));
        Assert.Equal(
            "F: rolls by volume need trades, and its candles are made from 'mid', which have none; roll by the calendar, or make candles from trades",
            Refusal(Future(RollRule.Volume, SeriesKind.Unadjusted, two) with { CandlesFrom = CandleSource.Mid }, Ticks));
    }

    [Fact]
    public void What_the_user_should_know_is_told()
    {
        FuturesContract[] two = [new("F1", Sessions.Day("2026-03-04")), new("F2")];
        using ContinuousInput none = Open(Future(RollRule.Volume, SeriesKind.Unadjusted, two), "2026-03-03T10:00:00Z,G,1,1\n", out _);
        Csv.Drain(none);
        Assert.Equal(["F: the data has none of its contracts F1, F2"], none.Warnings);
        using ContinuousInput stale = Open(Future(RollRule.Volume, SeriesKind.BackAdjusted, two), "2026-03-03T10:00:00Z,F2,1,1\n2026-03-03T10:00:00Z,F1,1,1\n2026-03-04T10:00:00Z,F1,1,1\n2026-03-05T10:00:00Z,F2,1,1\n", out _);
        Csv.Drain(stale);
        Assert.Equal(
            ["F: the roll from F1 to F2 at 2026-03-04T22:00:00Z takes a price of F2 of 2026-03-03T10:00:00Z, for it did not trade on the day before"],
            stale.Warnings);
    }

    /// <summary>Against the rule in its plainest words, and over batches of any size.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Equal_to_the_naive_rule_over_random_trades(int seed)
    {
        var random = new Random(seed);
        List<(string Id, InputEvent Event)> trades = [];
        Timestamp time = Timestamp.Parse("2026-03-01T22:00:00Z");
        for (int i = 0; i < 3000; i++)
        {
            time = time.AddNanoseconds(random.NextInt64(20 * 60 * Timestamp.NanosecondsPerSecond));
            // Later contracts trade more as time goes on.
            int id = Math.Clamp((i / 800) + random.Next(-1, 2), 0, 3);
            trades.Add((s_ids[id], Csv.Tick(time.ToString(), $"{random.Next(1000, 2000)}", $"{random.Next(0, 4)}")));
        }

        string csv = string.Concat(trades.Select(t => $"{t.Event.Time},{t.Id},{t.Event.Tick.Price},{t.Event.Tick.Size}\n"));
        Instrument future = Future(RollRule.Volume, SeriesKind.BackAdjusted, [.. s_ids.Select(id => new FuturesContract(id))]);
        List<string> expected = Naive(future.Calendar, trades);
        Assert.InRange(expected.Count(line => line.StartsWith("roll", StringComparison.Ordinal)), 2, 3);
        foreach (int batch in new[] { 1, 3, 1000, 100_000 })
        {
            using ContinuousInput input = Open(future, csv, out _);
            Assert.Equal(expected, Csv.Drain(input, batch).Select(e => e.Kind == EventKind.Roll
                ? $"roll {e.Time} {e.Roll.From} {e.Roll.To} {e.Roll.FromClose} {e.Roll.ToClose} {e.Roll.Offset}"
                : $"{e.Time} {e.Tick.Price} {e.Tick.Size}"));
        }
    }

    private static List<string> Naive(TradingCalendar calendar, List<(string Id, InputEvent Event)> trades)
    {
        bool IsOpen(Timestamp time)
        {
            int hint = 0;
            return calendar.TryFind(time, ref hint, out _);
        }

        // What is traded at the weekend comes before Monday's open, at which a roll happens.
        TradingDay DayOf(Timestamp time) => IsOpen(time) ? calendar.DayOf(time) : calendar.Previous(time).Day;
        bool Counts(InputEvent e) => e.Tick.Size.Raw > 0 && IsOpen(e.Time);

        List<string> lines = [];
        decimal offset = 0;
        string front = s_ids[0];
        foreach (var day in trades.GroupBy(t => DayOf(t.Event.Time)).OrderBy(g => g.Key))
        {
            if (lines.Count > 0)
            {
                TradingDay before = trades.Where(t => DayOf(t.Event.Time) < day.Key).Max(t => DayOf(t.Event.Time));
                decimal Volume(string id) => trades.Where(t => t.Id == id && Counts(t.Event) && DayOf(t.Event.Time) == before).Sum(t => decimal.Parse(t.Event.Tick.Size.ToString(), System.Globalization.CultureInfo.InvariantCulture));
                string best = s_ids.SkipWhile(id => id != front).MaxBy(Volume)!;
                if (best != front)
                {
                    Price Last(string id) => trades.Last(t => t.Id == id && Counts(t.Event) && DayOf(t.Event.Time) < day.Key).Event.Tick.Price;
                    offset += decimal.Parse((Last(front) - Last(best)).ToString(), System.Globalization.CultureInfo.InvariantCulture);
                    lines.Add(FormattableString.Invariant($"roll {calendar.DayBounds(calendar.OnOrAfter(before.AddDays(1))).Start} {front} {best} {Last(front)} {Last(best)} {offset}"));
                    front = best;
                }
            }

            lines.AddRange(day.Where(t => t.Id == front).Select(t => FormattableString.Invariant(
                $"{t.Event.Time} {decimal.Parse(t.Event.Tick.Price.ToString(), System.Globalization.CultureInfo.InvariantCulture) + offset} {t.Event.Tick.Size}")));
        }

        return lines;
    }
}
