using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Data;

/// <summary>What <c>pawl data import</c> and <c>export</c> write, against rows by hand and against replays.</summary>
public sealed class DataTransferTests : IDisposable
{
    private static readonly string Demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trades_with_other_names_and_habits_become_the_usual()
    {
        folder.Write("dump.csv", "ok,qty,when,last,mine\n1,0.10,2024-03-04T15:00:00.5,0100.12345678,7\n0,9,2024-03-04T15:00:01,9,8\n1,3,2024-03-04T15:00:01,99.50,\n");

        Ending run = Data("import", "--in", "dump.csv", "--columns", "timestamp=when,price=last,size=qty", "trade_id=mine", "--where", "ok=1", "--zone", "+05:30", "--symbol", "X", "--out", "out.csv");

        Assert.Equal((0, "out.csv: 2 rows\n"), (run.Code, run.Error));
        Assert.Equal(
            "timestamp,price,size,side,trade_id,sequence,bid,ask,conditions,symbol\n2024-03-04T09:30:00.5Z,100.12345678,0.1,,7,,,,,X\n2024-03-04T09:30:01Z,99.5,3,,,,,,,X\n",
            File.ReadAllText(folder["out.csv"]));
    }

    [Fact]
    public void Quotes_and_candles_of_several_files_become_one_by_time()
    {
        folder.Write("A_quotes.csv", "timestamp,ask,bid\n2024-03-04T15:00:00Z,10.01,10.00\n2024-03-04T15:00:02Z,10.02,10.00\n");
        folder.Write("B_quotes.csv", "timestamp,bid,bid_size,ask,ask_size\n2024-03-04T15:00:01Z,5,1,6,2\n");
        Assert.Equal(
            "timestamp,bid,bid_size,ask,ask_size,symbol\n2024-03-04T15:00:00Z,10,0,10.01,0,A\n2024-03-04T15:00:01Z,5,1,6,2,B\n2024-03-04T15:00:02Z,10,0,10.02,0,A\n",
            Data("import", "--in", "A_quotes.csv", "B_quotes.csv", "--out", "-").Text);

        folder.Write("C.csv", "timestamp,open,high,low,close,volume\n2024-03-04T15:00:00Z,1,3,0.5,2,4\n");
        const string Candles = "timestamp,close_time,open,high,low,close,volume,trades,flags,timeframe,symbol\n2024-03-04T15:00:00Z,2024-03-04T15:05:00Z,1,3,0.5,2,4,,,5m,C\n";
        Assert.Equal(Candles, Data("import", "--in", "C.csv", "--timeframe", "5m", "--out", "C_again.csv.gz") is { Code: 0 } ? Data("export", "--in", "C_again.csv.gz", "--out", "-").Text : "");
    }

    /// <summary>The log holds all that the source gave, late and repeated trades too, so a replay of it cannot say anything else.</summary>
    [Fact]
    public void Ticks_of_a_store_say_what_the_run_said()
    {
        folder.Write("G_trades.csv", "timestamp,price,size,sequence\n2024-03-04T15:00:00Z,10,1,1\n2024-03-04T15:00:05Z,10.5,1,2\n2024-03-04T15:00:02Z,10.25,1,3\n2024-03-04T15:00:05Z,10.5,1,2\n2024-03-04T15:02:02Z,11,1,9\n");
        Ending run = Replay("--data", Demo, "G_trades.csv", "--store", "x.db");

        Assert.Equal(0, Data("export", "--store", "x.db", "--out", "all.csv.gz").Code);

        Ending again = Replay("--data", "all.csv.gz");
        Assert.Equal(run.Hash("run"), again.Hash("run"));
        Assert.Equal(
            "2024-03-04T15:00:00Z,10,1,,,1,,,,G\n2024-03-04T15:00:02Z,10.25,1,,,3,,,,G\n",
            string.Concat(Data("export", "--store", "x.db", "--symbol", "G", "--to", "2024-03-04T15:00:05Z", "--out", "-").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l + "\n")));
    }

    [Fact]
    public void Candles_of_a_store_are_those_of_aggregate()
    {
        Replay("--data", Demo, "--store", "x.db");
        string[] aggregated = PawlProgram.Run(folder.Path, "aggregate", "--in", Demo, "--timeframe", "5m", "--out", "-").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string[] exported = Data("export", "--store", "x.db", "--kind", "candles", "--timeframe", "5m", "--out", "-").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("timestamp,close_time,open,high,low,close,volume,trades,flags,timeframe,symbol", exported[0]);
        Assert.True(exported.Length > 10);
        // Where the data end, aggregate says that the last bar is partial; a replay closes it by an event of the clock.
        aggregated[^1] = aggregated[^1].Replace("partial", "", StringComparison.Ordinal);
        Assert.Equal(aggregated.Skip(1).Select(l => l.Split(',')).Select(c => string.Join(',', (string[])[.. c[2..11], c[1], c[0]])), exported.Skip(1));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_and_leaves_an_older_file_as_it_was()
    {
        folder.Write("A.csv", "timestamp,price,size\n2024-03-04T15:00:00Z,10,1\n2024-03-04T15:00:01Z,1O,1\n");
        folder.Write("Q.csv", "timestamp,bid,ask\n2024-03-04T15:00:00Z,10,11\n");
        folder.Write("out.csv", "older\n");

        Refused(1, "A.csv:3:22: value '1O' of column 'price' is not a number", "import", "--in", "A.csv", "--out", "out.csv");
        Refused(1, "nothing of that kind, symbol and time is there;", "export", "--in", "Q.csv", "--symbol", "Z", "--out", "out.csv");
        Refused(2, "--columns: unknown column 'prise'; did you mean 'price'?", "import", "--in", "A.csv", "--columns", "prise=last", "--out", "out.csv");
        Refused(2, "--zone 'Paris': write UTC or an offset such as +05:30", "import", "--in", "A.csv", "--zone", "Paris", "--out", "out.csv");
        Refused(2, "--in: the files hold data of different kinds", "export", "--in", "A.csv", "Q.csv", "--out", "out.csv");
        Refused(2, "give either files with --in or a store with --store", "export", "--out", "out.csv");
        Refused(2, "--out 'out.txt': write a name that ends in", "export", "--in", "Q.csv", "--out", "out.txt");
        Assert.Equal("older\n", File.ReadAllText(folder["out.csv"]));
    }

    private void Refused(int code, string message, params string[] arguments)
    {
        Ending run = Data(arguments);
        Assert.Equal(code, run.Code);
        Assert.StartsWith("pawl: " + message, run.Error, StringComparison.Ordinal);
    }

    private Ending Replay(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["replay", "-p", Sample.Pipeline, .. arguments]);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }

    private Ending Data(params string[] arguments) => PawlProgram.Run(folder.Path, ["data", .. arguments]);
}
