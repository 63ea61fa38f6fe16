using Pawl.Tests.E2E.BadInput;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>Bars by the sessions of real markets, through the command line and the instruments that come with the program.</summary>
public sealed class MarketTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A trade of 1 at each of some moments; the prices count them.</summary>
    private void Trades(params string[] times) =>
        folder.Write("T_trades.csv", "timestamp,price,size\n" + string.Concat(times.Select((t, i) => $"{t},{i + 1},1\n")));

    /// <summary>Start, end, open, close and flags of each bar.</summary>
    private string[] Bars(string frame, params string[] more)
    {
        Ending run = PawlProgram.Run(folder.Path, ["aggregate", "--in", "T_trades.csv", "--timeframe", frame, "--out", "-", .. more]);
        Assert.True(run.Code == 0, run.Error);
        return [.. run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(r => r.Split(',')).Select(c => $"{c[2]} {c[3]} {c[4]}-{c[7]} {c[10]}".TrimEnd())];
    }

    [Fact]
    public void Nse_hours_begin_at_a_quarter_past_nine_and_the_last_is_short()
    {
        // In India 09:10 (pre-open), 09:15, 10:14:59, 10:15, 15:29:59, 15:30.
        Trades("2024-03-04T03:40:00Z", "2024-03-04T03:45:00Z", "2024-03-04T04:44:59Z", "2024-03-04T04:45:00Z", "2024-03-04T09:59:59Z", "2024-03-04T10:00:00Z");
        Assert.Equal(
            [
                "2024-03-04T03:45:00Z 2024-03-04T04:45:00Z 2-3",
                "2024-03-04T04:45:00Z 2024-03-04T05:45:00Z 4-4",
                "2024-03-04T09:45:00Z 2024-03-04T10:00:00Z 5-5 truncated",
            ],
            Bars("1h", "--instrument", "NIFTY"));
        Assert.Equal(["2024-03-04T03:45:00Z 2024-03-04T10:00:00Z 2-5"], Bars("1d", "--instrument", "NSE:INFY"));
        Assert.Equal(["2024-03-04T00:00:00Z 2024-03-05T00:00:00Z 1-6 partial"], Bars("1d"));
    }

    [Fact]
    public void A_muhurat_session_is_a_day_of_its_own()
    {
        // Diwali 2024, 18:00 to 19:00 in India.
        Trades("2024-11-01T04:00:00Z", "2024-11-01T12:30:00Z", "2024-11-01T13:29:59Z", "2024-11-01T13:30:00Z");
        Assert.Equal(["2024-11-01T12:30:00Z 2024-11-01T13:30:00Z 2-3"], Bars("1d", "--instrument", "NIFTY"));
    }

    [Fact]
    public void New_York_moves_its_clocks_and_closes_early()
    {
        // Friday in winter time, Monday in summer time: 09:30 both.
        Trades("2024-03-08T14:30:00Z", "2024-03-11T13:30:00Z");
        Assert.Equal(["2024-03-08T14:30:00Z 2024-03-08T15:30:00Z 1-1", "2024-03-11T13:30:00Z 2024-03-11T14:30:00Z 2-2 partial"], Bars("1h", "--instrument", "T=SPY"));
        Assert.Equal(["2024-03-08T14:30:00Z 2024-03-08T21:00:00Z 1-1", "2024-03-11T13:30:00Z 2024-03-11T20:00:00Z 2-2 partial"], Bars("1d", "--instrument", "SPY"));

        // The day after Thanksgiving, to 13:00; what is traded after it counts only with the extended hours.
        Trades("2024-11-29T14:30:00Z", "2024-11-29T17:59:59Z", "2024-11-29T18:00:00Z");
        Assert.Equal(["2024-11-29T14:30:00Z 2024-11-29T18:00:00Z 1-2"], Bars("1d", "--instrument", "SPY"));
        Assert.Equal(["2024-11-29T09:00:00Z 2024-11-29T22:00:00Z 1-3 partial"], Bars("1d", "--instrument", "SPY", "--hours", "extended"));
        Assert.Equal("2024-11-29T17:30:00Z 2024-11-29T18:00:00Z 2-2 truncated", Bars("1h", "--instrument", "SPY")[1]);
        Assert.Equal("2024-11-29T17:00:00Z 2024-11-29T18:00:00Z 2-2", Bars("1h", "--instrument", "SPY", "--align", "epoch")[1]);
    }

    [Fact]
    public void Chicago_begins_the_day_on_the_evening_before()
    {
        // Sunday 17:00 and Monday 15:59:59 in Chicago, across the change of the clocks on that Sunday; Monday 17:00 is Tuesday.
        Trades("2024-03-10T22:00:00Z", "2024-03-11T20:59:59Z", "2024-03-11T22:00:00Z");
        Assert.Equal(
            ["2024-03-10T22:00:00Z 2024-03-11T21:00:00Z 1-2", "2024-03-11T22:00:00Z 2024-03-12T21:00:00Z 3-3 partial"],
            Bars("1d", "--instrument", "ES"));
        Assert.Equal(["2024-03-10T22:00:00Z 2024-03-15T21:00:00Z 1-3 partial"], Bars("1w", "--instrument", "ES"));
    }

    [Fact]
    public void Years_that_the_calendar_does_not_know_are_told_once()
    {
        Trades("1999-12-31T15:00:00Z", "2024-03-04T15:00:00Z");
        Ending run = PawlProgram.Run(folder.Path, "aggregate", "--in", "T_trades.csv", "--timeframe", "1h,1d", "--out", "-", "--instrument", "SPY");
        Assert.Equal(
            ["warning: T: the data reaches from 1999 to 2024, and the calendar 'us_equity' knows all holidays only of 2013 to 2027"],
            run.ErrorLines.Where(l => l.StartsWith("warning", StringComparison.Ordinal)));
        Assert.Single(run.ErrorLines, l => l.StartsWith("instrument T: SPY, calendar us_equity, hours regular, align session, from ", StringComparison.Ordinal) && l.EndsWith("config/instruments.yaml", StringComparison.Ordinal));
    }

    /// <summary>Apple gave seven shares for one on 2014-06-09 (650 / 7 = 92.857142857…) and four for one in 2020.</summary>
    [Fact]
    public void Splits_are_adjusted_for_where_that_is_asked()
    {
        folder.Write("T_1d.csv", "timestamp,open,high,low,close,volume\n2014-06-06T04:00:00Z,650,651,644,645.57,1000\n2014-06-09T04:00:00Z,92.69,93.88,91.75,93.7,1000\n2020-09-01T04:00:00Z,132,134,130,134,1000\n");
        folder.Write("mine.yaml", """
            instruments:
              T: {adjustments: [{date: 2014-06-09, split: 7:1}, {date: 2020-08-31, split: 4:1}, {date: 2020-08-31, dividend: 1, close: 100}]}
            """);
        string[] Of(params string[] more)
        {
            Ending run = PawlProgram.Run(folder.Path, ["aggregate", "--in", "T_1d.csv", "--timeframe", "1d", "--out", "-", "--set", "data.instruments=mine.yaml", "--instrument", "T", .. more]);
            Assert.True(run.Code == 0, run.Error);
            return [.. run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(r => r.Split(',')).Select(c => $"{c[4]} {c[7]} {c[8]}")];
        }

        Assert.Equal(["650 645.57 1000", "92.69 93.7 1000", "132 134 1000"], Of());
        Assert.Equal(["23.21428571 23.05607143 28000", "23.1725 23.425 4000", "132 134 1000"], Of("--adjust", "splits"));
        Assert.Equal(["22.98214286 22.82551071 28000", "22.940775 23.19075 4000", "132 134 1000"], Of("--adjust", "all"));
    }

    /// <summary>A replay follows the same instrument, and without one no entry of the file of instruments.</summary>
    [Fact]
    public void Replay_counts_the_ticks_that_aggregate_counts()
    {
        Trades("2024-03-08T12:00:00Z", "2024-03-08T14:30:00Z", "2024-03-08T20:59:59Z");
        File.Copy(folder["T_trades.csv"], folder["SPY_trades.csv"]);
        folder.Write("p.yaml", "candles: [1d]\nnodes:\n  delta: {kind: delta, inputs: [tick, candle(1d)]}\n");
        string[] replay = ["replay", "-p", "p.yaml", "-d", "SPY_trades.csv", "--out", "-"];
        Ending without = PawlProgram.Run(folder.Path, replay);
        Assert.Contains("\"volume\":3", without.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(without.ErrorLines, l => l.StartsWith("instrument", StringComparison.Ordinal));
        Ending with = PawlProgram.Run(folder.Path, [.. replay, "--instrument", "SPY"]);
        Assert.Contains("\"volume\":2", with.Text, StringComparison.Ordinal);
        Assert.Contains("\"neutral\":", with.Text, StringComparison.Ordinal);
        Assert.Contains("1 ticks and quotes outside of the hours that count", with.ErrorLines);
        folder.Write("mine.yaml", "instruments: {SPY: {tick_size: 0.01}}\n");
        Assert.Equal(without.Hash("run"), PawlProgram.Run(folder.Path, [.. replay, "--instrument", "SPY", "--set", "data.instruments=mine.yaml"]).Hash("run"));
    }

    /// <summary>What a pipeline names counts, unless the command line names another; both say where it is from.</summary>
    [Fact]
    public void A_pipeline_names_its_instrument()
    {
        Trades("2024-03-08T12:00:00Z", "2024-03-08T14:30:00Z", "2024-03-08T20:59:59Z");
        folder.Write("mine.yaml", "calendars: {c: {zone: UTC, sessions: [{days: mon-fri, hours: 14:00-15:00}]}}\nclasses: {hour: {calendar: c, hours: extended}}\ninstruments: {ONE: {class: hour}, ALL: {tick_size: 1}}\n");
        string[] Counted(string instrument, params string[] more)
        {
            folder.Write("p.yaml", $"candles: [1d]\ninstrument: {instrument}\n");
            Ending run = PawlProgram.Run(folder.Path, ["replay", "-p", "p.yaml", "-d", "T_trades.csv", "--out", "-", "--set", "data.instruments=mine.yaml", .. more]);
            Assert.True(run.Code == 0, run.Error);
            string volume = run.Text[run.Text.IndexOf("\"volume\":", StringComparison.Ordinal)..].Split(',')[0];
            return [volume, .. run.ErrorLines.Where(l => l.StartsWith("instrument ", StringComparison.Ordinal))];
        }

        const string One = "instrument T: ONE, calendar c, hours extended, align epoch, from mine.yaml", All = "instrument T: ALL, calendar always_open, hours all, align epoch, from mine.yaml";
        Assert.Equal(["\"volume\":1", One], Counted("ONE"));
        Assert.Equal(["\"volume\":1", One.Replace("ONE", "hour", StringComparison.Ordinal)], Counted("hour"));
        Assert.Equal(["\"volume\":1", One], Counted("{T: ONE}"));
        Assert.Equal(["\"volume\":3"], Counted("{U: ONE}"));
        Assert.Equal(["\"volume\":3", All], Counted("ONE", "--instrument", "ALL"));
        Assert.Equal(["\"volume\":3", All], Counted("ONE", "--instrument", "T=ALL"));
        Assert.Equal(["\"volume\":1", One], Counted("ONE", "--instrument", "U=ALL"));

        folder.Write("p.yaml", "candles: [1d]\ninstrument: ONES\n");
        Refusal.IsRefused(folder.Path, 1, "p.yaml:2:13: mine.yaml has no instrument 'ONES'; did you mean 'ONE'?", "replay", "-p", "p.yaml", "-d", "T_trades.csv", "--set", "data.instruments=mine.yaml");
    }

    /// <summary>The quickest ways to see what a pipeline will follow.</summary>
    [Fact]
    public void Validate_and_dag_say_which_instrument_counts()
    {
        Directory.CreateDirectory(folder["config"]);
        folder.Write("config/instruments.yaml", "instruments: {ONE: {tick_size: 1}}\n");
        folder.Write("p.yaml", "pipeline: mine\ncandles: [1d]\ninstrument: {T: ONE}\n");
        Assert.Equal("p.yaml: pipeline mine: any symbol; instrument T=ONE of config/instruments.yaml; candles 1d; 0 nodes\n", PawlProgram.Run(folder.Path, "validate", "p.yaml").Text);
        Assert.StartsWith("mine: 1 nodes, 0 edges; instrument T=ONE of config/instruments.yaml\n", PawlProgram.Run(folder.Path, "dag", "p.yaml").Text, StringComparison.Ordinal);
        Assert.Contains("\"rules\": \"instrument T=ONE of config/instruments.yaml\"", PawlProgram.Run(folder.Path, "dag", "p.yaml", "--format", "json").Text, StringComparison.Ordinal);
        Assert.Contains("instrument T=ONE of config/instruments.yaml", PawlProgram.Run(folder.Path, "dag", "p.yaml", "--format", "svg").Text, StringComparison.Ordinal);
        folder.Write("p.yaml", "pipeline: mine\ncandles: [1d]\ninstrument: {T: ONE, U: TOW}\n");
        Ending wrong = PawlProgram.Run(folder.Path, "validate", "p.yaml");
        Assert.Equal((1, "p.yaml:3:25: config/instruments.yaml has no instrument 'TOW'; add it there\n"), (wrong.Code, wrong.Text));
    }

    /// <summary>NIFTY is an index: its ticks have prices, and sizes of 0 or none at all.</summary>
    [Fact]
    public void An_index_has_prices_without_sizes()
    {
        folder.Write("N_ticks.csv", "timestamp,price,size\n2024-03-04T03:45:00Z,10,0\n2024-03-04T03:45:30Z,12,0\n2024-03-04T03:46:00Z,9,0\n");
        folder.Write("N_bare.csv", "timestamp,price\n2024-03-04T03:45:00Z,10\n2024-03-04T03:45:30Z,12\n2024-03-04T03:46:00Z,9\n");
        string[] rows =
        [
            "symbol,timeframe,timestamp,close_time,open,high,low,close,volume,trades,flags",
            "N,1m,2024-03-04T03:45:00Z,2024-03-04T03:46:00Z,10,12,10,12,0,,",
            "N,1m,2024-03-04T03:46:00Z,2024-03-04T03:47:00Z,9,9,9,9,0,,partial",
        ];
        foreach (string file in (string[])["N_ticks.csv", "N_bare.csv"])
        {
            foreach (string[] rule in (string[][])[["--instrument", "NIFTY"], ["--from", "index"]])
            {
                Ending run = PawlProgram.Run(folder.Path, ["aggregate", "--in", file, "--timeframe", "1m", "--out", "-", .. rule]);
                Assert.Equal(rows, run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        Ending trades = PawlProgram.Run(folder.Path, "aggregate", "--in", "N_ticks.csv", "--timeframe", "1m", "--out", "-");
        Assert.Equal((rows[0] + "\n", true), (trades.Text, trades.ErrorLines.Contains("3 ticks of size 0")));
        folder.Write("p.yaml", "candles: {frames: [1m], from: index}\nnodes: {ema: {kind: ema, inputs: [candle(1m)], period: 1}}\n");
        Assert.Contains("\"value\":12", PawlProgram.Run(folder.Path, "replay", "-p", "p.yaml", "-d", "N_bare.csv", "--out", "-").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_makes_candles_of_quotes_where_the_pipeline_says_so()
    {
        folder.Write("EURUSD_quotes.csv", "timestamp,bid,ask\n2024-03-04T14:30:00Z,1,2\n2024-03-04T14:30:01Z,3,5\n");
        folder.Write("p.yaml", "candles: {frames: [1m], from: mid}\n");
        Ending run = PawlProgram.Run(folder.Path, "replay", "-p", "p.yaml", "-d", "EURUSD_quotes.csv", "--out", "-");
        Assert.Contains("\"open\":1.5,\"high\":4,\"low\":1.5,\"close\":4", run.Text, StringComparison.Ordinal);
    }
}
