using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Candles.Sessions;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Candles.GoldenDays.GoldenDay;

namespace Pawl.Tests.Unit.Candles.GoldenDays;

/// <summary>Days on which a contract follows another, or a share is split.</summary>
public sealed class RollDayTests
{
    private const string March = """
        2026-03-12T15:00:00Z,5900,3
        2026-03-13T19:59:59Z,6000,1
        2026-03-15T22:00:00Z,6010,1
        """;

    private const string June = """
        2026-03-13T19:59:58Z,6060,1
        2026-03-15T22:00:00Z,6070,1
        2026-03-16T20:59:59Z,6075,1
        2026-03-16T22:00:00Z,6100,4
        """;

    /// <summary>
    /// ESH2026 ends on Friday, 2026-03-20; four trading days before is Monday, the 16th, which opens on Sunday at 22:00.
    /// Friday's closes are 6 000 and 6 060: the difference is 60, the ratio 100/101. Nothing changes what was before.
    /// </summary>
    [Theory]
    [InlineData(SeriesKind.Unadjusted, "6070 6075 6075 | 6100", 0, 1)]
    [InlineData(SeriesKind.BackAdjusted, "6010 6015 6015 | 6040", -60, 1)]
    [InlineData(SeriesKind.Ratio, "6009.9009901 6014.85148515 6014.85148515 | 6039.6039604", 0, 100 / 101d)]
    public void From_the_roll_on_prices_are_those_of_the_next_contract(SeriesKind kind, string after, int offset, double factor)
    {
        Instrument es = Es(kind);
        string[] closes = after.Split(" | ");
        string[] lines = Lines(es, "1d");
        Assert.Equal(
            [
                "candle 2026-03-11T22:00:00Z 5900 5900 5900 []",
                "candle 2026-03-12T22:00:00Z 6000 6000 6000 []",
                string.Create(CultureInfo.InvariantCulture, $"roll 2026-03-15T22:00:00Z ESH2026 ESM2026 6000 6060 {offset} {factor:R}"),
                $"candle 2026-03-15T22:00:00Z {closes[0]} []",
                $"candle 2026-03-16T22:00:00Z {closes[1]} {closes[1]} {closes[1]} []",
            ],
            lines);
    }

    /// <summary>Sunday's candle of a week that both contracts trade in, and bars of four trades.</summary>
    [Fact]
    public void Bars_that_hold_prices_of_both_contracts_say_so()
    {
        Assert.Equal(
            [
                "candle 2026-03-08T22:00:00Z 5900 6000 6000 []",
                "candle 2026-03-15T22:00:00Z 6070 6100 6100 []",
            ],
            Lines(Es(SeriesKind.Unadjusted), "1w").Where(line => line.StartsWith("candle", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "candle 2026-03-12T15:00:00Z 5900 6075 6075 [rolled]",
            ],
            Lines(Es(SeriesKind.Unadjusted), "4t").Where(line => line.StartsWith("candle", StringComparison.Ordinal)));
        Instrument wednesday = Es(SeriesKind.Unadjusted) with { Continuous = Future(SeriesKind.Unadjusted) with { RollDaysBefore = 5 } };
        Assert.Equal(
            [
                "candle 2026-03-08T22:00:00Z 5900 6060 6060 [rolled]",
                "candle 2026-03-15T22:00:00Z 6070 6100 6100 []",
            ],
            Lines(wednesday, "1w").Where(line => line.StartsWith("candle", StringComparison.Ordinal)));
    }

    private static ContinuousFuture Future(SeriesKind kind) =>
        new([new FuturesContract("ESH2026", Day("2026-03-20")), new FuturesContract("ESM2026", Day("2026-06-19"))], RollRule.Calendar, RollDaysBefore: 4, kind);

    private static Instrument Es(SeriesKind kind) => Of(Markets.Es) with { Continuous = Future(kind) };

    /// <summary>What the log of the continuous future says, in few words; the end of the data closes what is open.</summary>
    private static string[] Lines(Instrument es, string frame)
    {
        const string Header = "timestamp,price,size\n";
        SymbolTable symbols = new();
        using CsvFile march = CsvFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(Header + March)), "ESH2026.csv", symbols);
        using CsvFile june = CsvFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(Header + June)), "ESM2026.csv", symbols);
        using ContinuousInput input = new(new MergedInput([march, june]), symbols, [("ES", es, SeriesAdjustment.None(es.Continuous!.Series))]);
        InputEvent[] events = [.. Unit.Ingestion.Csv.Drain(input).Select(e => e with { Symbol = 0 })];
        Runs run = Runs.Of(Runs.CandlesOnly(frame), es);
        string lines = run.Process(events) + run.Process(run.Flush());
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Short)];
    }

    private static string Short(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement all = document.RootElement, data = all.GetProperty("data");
        string Of(params string[] names) => string.Join(' ', names.Select(name => data.GetProperty(name).GetRawText().Trim('"')));
        string what = all.GetProperty("type").GetString() == "roll"
            ? Of("from_contract", "to_contract", "from_close", "to_close", "offset", "factor")
            : Of("open", "high", "close", "flags").Replace("\"", "", StringComparison.Ordinal);
        return $"{all.GetProperty("type")} {all.GetProperty("timestamp")} {what}";
    }

    /// <summary>Seven shares for one from Monday, 2014-06-09, 04:00 in New York: 645.57 / 7 = 92.2242857…, 1 000 shares are 7 000.</summary>
    [Fact]
    public void A_split_makes_no_step()
    {
        Instrument share = Of(Markets.UsEquity);
        AdjustmentTable splits = new([Adjustment.Split(share.Sessions.DayBounds(Day("2014-06-09")).Start, 7, 1)]);
        ImmutableArray<NaiveBar> days =
        [
            .. Bars(share, "1d", """
                2014-06-06T14:00Z 649.6 400
                2014-06-06T23:59:59Z 645.57 600
                2014-06-09T08:00Z 92.7 100
                2014-06-09T20:00Z 93.7 200
                """),
        ];
        Assert.Equal(
            ["92.8 92.22428571 7000", "92.7 93.7 300"],
            days.Select(day =>
            {
                AdjustmentFactors factors = splits.FactorsAt(new Timestamp(day.Start));
                return $"{factors.Price.Apply(Raw(day.Open))} {factors.Price.Apply(PriceOf(day))} {factors.Volume.Apply(new Quantity(Raw(day.Volume).Raw))}";
            }));
    }

    private static TradingDay Day(string text) => Instruments.Sessions.Day(text);

    private static Price PriceOf(NaiveBar bar) => Raw(bar.Close);

    private static Price Raw(decimal value) => new((long)(value * Price.Scale));
}
