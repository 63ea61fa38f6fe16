using System.Text.Json;
using Pawl.Tests.E2E.BadInput;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>
/// Two contracts of ES in December 2013. On Thursday the old one has 15 and the new one 6, on Friday 11 and 16: Monday's
/// open, on Sunday at 17:00 in Chicago, belongs to the new one. Friday's closes are 1779 and 1773.5.
/// </summary>
public sealed class ContinuousTests : IDisposable
{
    private const string Header = "timestamp,price,size\n";

    private readonly TemporaryFolder folder = new();

    public ContinuousTests()
    {
        folder.Write("ESZ2013_trades.csv", Header + """
            2013-12-12T15:00:00Z,1780,10
            2013-12-12T21:10:00Z,1775,5
            2013-12-12T23:00:00Z,1776,3
            2013-12-13T15:00:00Z,1778,4
            2013-12-13T21:14:59Z,1779,4
            2013-12-15T23:00:00Z,1781,9
            2013-12-16T15:00:00Z,1785,1

            """);
        folder.Write("ESH2014_trades.csv", Header + """
            2013-12-12T15:00:01Z,1774,1
            2013-12-12T21:10:01Z,1769,5
            2013-12-12T23:00:01Z,1770,8
            2013-12-13T15:00:01Z,1772,4
            2013-12-13T21:14:58Z,1773.5,4
            2013-12-15T23:00:01Z,1775,9
            2013-12-16T15:00:01Z,1779,1

            """);
        folder.Write("p.yaml", "candles: [1d]\n");
    }

    public void Dispose() => folder.Dispose();

    private Ending Run(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, arguments);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    private static string[] Files => ["ESZ2013_trades.csv", "ESH2014_trades.csv"];

    private string[] Days(params string[] more) =>
    [
        .. Run(["aggregate", "--in", .. Files, "--timeframe", "1d", "--out", "-", "--continuous", "ES=ESZ2013,ESH2014", .. more])
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(row => row.Split(',')).Select(c => $"{c[0]} {c[2]} {c[4]}-{c[7]} v{c[8]}"),
    ];

    /// <summary>1774.49690838 = 1780 × 1773.5 / 1779, and so on.</summary>
    [Theory]
    [InlineData("unadjusted", "1780-1775", "1776-1779")]
    [InlineData("back_adjusted", "1774.5-1769.5", "1770.5-1773.5")]
    [InlineData("ratio", "1774.49690838-1769.5123665", "1770.50927487-1773.5")]
    public void Aggregate_ends_with_the_prices_of_the_last_contract(string series, string thursday, string friday) => Assert.Equal(
        [
            $"ES 2013-12-11T23:00:00Z {thursday} v15",
            $"ES 2013-12-12T23:00:00Z {friday} v11",
            "ES 2013-12-15T23:00:00Z 1775-1779 v10",
        ],
        Days("--series", series));

    /// <summary>What a replay says until the roll is the same whatever comes after it, and whatever the series.</summary>
    [Fact]
    public void Replay_changes_nothing_that_was_before()
    {
        string[] Lines(params string[] more) => Run(["replay", "-p", "p.yaml", "-d", .. Files, "--continuous", "ES=ESZ2013,ESH2014", "--out", "-", .. more])
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] unadjusted = Lines(), moved = Lines("--series", "back_adjusted");
        Assert.Equal(4, unadjusted.Length);
        Assert.Equal(unadjusted[..2], moved[..2]);
        Assert.Contains("\"type\":\"roll\",\"data\":{\"from_contract\":\"ESZ2013\",\"to_contract\":\"ESH2014\",\"from_close\":1779,\"to_close\":1773.5,\"offset\":5.5,\"factor\":1}", moved[2], StringComparison.Ordinal);
        Assert.Contains("\"open\":1775,\"high\":1779,", unadjusted[3], StringComparison.Ordinal);
        Assert.Contains("\"open\":1780.5,\"high\":1784.5,", moved[3], StringComparison.Ordinal);
        Assert.Equal(moved[..3], Lines("--series", "back_adjusted", "--to", "2013-12-15T23:00:01Z"));
        Assert.Equal(moved[2..3], Lines("--series", "back_adjusted", "--from", "2013-12-15T23:00:00Z", "--to", "2013-12-15T23:00:01Z").Select(l => l.Replace("ES:1:1", "ES:6:2", StringComparison.Ordinal)));
        Assert.Equal(moved, Lines("--series", "back_adjusted", "--threads", "3"));
    }

    /// <summary>By the calendar, the entry of the instrument says when; minutes of the contracts do as well as their ticks.</summary>
    [Fact]
    public void By_the_calendar_from_ticks_and_from_minutes()
    {
        folder.Write("mine.yaml", """
            calendars: {cme: {zone: America/Chicago, sessions: [{days: mon-fri, hours: 17:00-16:15}]}}
            instruments:
              ES:
                calendar: cme
                hours: extended
                continuous:
                  contracts: [{id: ESZ2013, expiry: 2013-12-20}, {id: ESH2014, expiry: 2014-03-21}]
                  roll_days_before: 5
            """);
        string[] settings = ["--continuous", "ES", "--set", "data.instruments=mine.yaml", "--timeframe", "1d", "--out", "-"];
        Ending ticks = Run(["aggregate", "--in", .. Files, .. settings]);
        Assert.Contains("roll ES 2013-12-12T23:00:00Z: ESZ2013 at 1775 to ESH2014 at 1769", ticks.ErrorLines);
        Run(["aggregate", "--in", .. Files, "--timeframe", "1m", "--out", "minutes"]);
        Ending minutes = Run(["aggregate", "--in", "minutes/ESZ2013_1m.csv", "minutes/ESH2014_1m.csv", .. settings]);
        Assert.Equal(ticks.Text, minutes.Text);
        Assert.Contains("ES,1d,2013-12-12T23:00:00Z,2013-12-13T22:15:00Z,1770,1773.5,1770,1773.5,16,3,", ticks.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_for_machines_lists_rolls()
    {
        using JsonDocument summary = JsonDocument.Parse(Run(["replay", "-p", "p.yaml", "-d", .. Files, "--continuous", "ES=ESZ2013,ESH2014", "--json"]).Text);
        Assert.Equal(
            """{"symbol":"ES","time":"2013-12-15T23:00:00Z","from":"ESZ2013","to":"ESH2014","from_close":1779,"to_close":1773.5}""",
            JsonSerializer.Serialize(summary.RootElement.GetProperty("rolls")[0]));
    }

    [Theory]
    [InlineData(2, "--continuous NIFTY", "--continuous 'NIFTY': the file of instruments lists no contracts of it; list them, the earliest first, as in --continuous NIFTY=NIFTYH2026,NIFTYM2026")]
    [InlineData(2, "--continuous ESS=ESZ2013", "has no instrument 'ESS'; did you mean 'ES'?")]
    [InlineData(2, "--continuous ES=ESZ2013,ES", "'ES' is the symbol that is made; leave it out")]
    [InlineData(2, "--continuous ES=ESZ2013,ESZ2013", "'ESZ2013' is a contract of 'ES' already; leave it out")]
    [InlineData(2, "--continuous ES=ESZ2013,", "'' is not the symbol of a contract")]
    [InlineData(2, "--continuous ES=ESZ2013,ESH2014 --roll calendar", "ESZ2013 has neither an expiry nor a day of its roll; correct it in the file of instruments, or use --roll volume")]
    [InlineData(2, "--continuous ES=ESZ2013 --instrument ES=NQ", "'ES' is there twice; leave one out")]
    [InlineData(2, "--series ratio", "--series says how --continuous is made; name the future with --continuous")]
    [InlineData(2, "--roll volume", "--roll says how --continuous is made; name the future with --continuous")]
    [InlineData(2, "--continuous ES=ESZ2013 --series rasio", "--series 'rasio': write unadjusted, back_adjusted or ratio")]
    [InlineData(1, "--symbol ES --continuous ES=ESZ2013", "the data has 'ES' itself, which is to be made of ESZ2013; name the contract that a file holds, as in ESZ2013=FILE")]
    [InlineData(2, "--in - --continuous ES=ESZ2013 --series ratio", "--continuous reads the input twice to adjust what came before a roll, and standard input can be read once; give files, or --series unadjusted")]
    public void What_cannot_be_meant_is_refused(int code, string more, string saying) =>
        Refusal.IsRefused(folder.Path, code, saying, ["aggregate", "--in", "ESZ2013_trades.csv", "--timeframe", "1d", "--out", "-", .. more.Split(' ')]);

    [Fact]
    public void Data_without_a_contract_are_told_of() => Assert.Contains(
        "warning: ES: the data has none of its contracts ESU2013",
        Run("aggregate", "--in", "ESZ2013_trades.csv", "--timeframe", "1d", "--out", "-", "--continuous", "ES=ESU2013").ErrorLines);
}
