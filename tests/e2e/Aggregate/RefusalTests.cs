using Pawl.Tests.E2E.BadInput;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>What <c>pawl aggregate</c> refuses, in one line, and what it leaves behind: nothing.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string Ticks = "timestamp,price,size\n";
    private const string Candles = "timestamp,open,high,low,close,volume\n";
    private const string Tick = "2024-03-04T14:30:00Z,1,1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private void Refused(int code, string saying, params string[] arguments)
    {
        Refusal.IsRefused(folder.Path, code, saying, ["aggregate", .. arguments]);
        Assert.True(!Directory.Exists(folder["out"]) || Directory.GetFileSystemEntries(folder["out"]).Length == 0);
    }

    [Theory]
    [InlineData("SPY.csv", "", "SPY.csv: has no bytes")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,1.234,56,1\n", "SPY.csv:2: has 4 fields")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,\"1,1\n", "SPY.csv:2:22: the quote that opens here is not closed")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T23:59:60Z,1,1\n", "value '2024-03-04T23:59:60Z' of column 'timestamp' is not a time")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00,1,1\n", "has no time zone")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,N/A,1\n", "value 'N/A' of column 'price' is not a number")]
    [InlineData("SPY.csv", Ticks + Tick + "2024-03-04T14:30:01Z,1", "SPY.csv:3: has 2 fields, the header has 3; the file is cut off in this row")]
    [InlineData("SPY_1m.csv", Candles + "2024-03-04T14:30:00Z,1,1,2,1,1\n", "value '1' of column 'high' is below the low, 2")]
    [InlineData("SPY_1m.csv", Candles + "2024-03-04T14:30:00Z,1,1,1,1,-1\n", "value '-1' of column 'volume' is negative")]
    [InlineData("SPY_1m.csv", Candles + "2024-03-04T14:31:00Z,1,1,1,1,1\n2024-03-04T14:30:00Z,1,1,1,1,1\n", "is before the candle on line 2")]
    public void Rows(string name, string text, string saying)
    {
        folder.Write(name, text);
        Refused(1, saying, "--in", name, "--timeframe", "5m", "--out", "out");
    }

    [Theory]
    [InlineData(Candles + "2024-03-04T14:30:00Z,1,1,1,1,1\n", "30s,5m", "SPY: candles of 30s cannot be made from candles of 1m: they are smaller")]
    [InlineData(Candles + "2024-03-04T14:30:00Z,1,1,1,1,1\n", "100t", "SPY: candles of 100t cannot be made from candles of 1m: they are counted in trades")]
    [InlineData(Candles + "2024-03-04T14:30:00Z,1,1,1,1,1\n", "90s", "SPY: candles of 1m cannot make candles of 90s")]
    [InlineData(Ticks + Tick, "10r", "SPY: candles of 10r count ticks of price, and the tick size is not known")]
    public void Frames_that_the_data_cannot_make(string text, string frames, string saying)
    {
        folder.Write("SPY_1m.csv", text);
        Refused(1, saying, "--in", "SPY_1m.csv", "--timeframe", frames, "--out", "out");
    }

    [Theory]
    [InlineData("--timeframe 5q", "--timeframe '5q': is not a time frame")]
    [InlineData("--timeframe 5m,", "--timeframe '': is not a time frame")]
    [InlineData("--timeframe 5m --symbol ../x", "--symbol '../x': is not a symbol")]
    [InlineData("--timeframe 5m --from bid", "the input holds trades")]
    [InlineData("--timeframe 5m --hours regular", "--hours needs a calendar")]
    [InlineData("--timeframe 5m --instrument SPI", "has no instrument 'SPI'; did you mean 'SPY'?")]
    [InlineData("--timeframe 5m --instrument SPY --instrument QQQ", "'SPY' and 'QQQ' are both for all symbols")]
    [InlineData("--timeframe 5m --lateness 61s", "--lateness '61s': write a time up to 60s")]
    [InlineData("--timeframe 5m --adjust splits", "--adjust needs to know the splits")]
    [InlineData("--timeframe 5m --gaps flatt", "--gaps 'flatt': write skip or flat")]
    [InlineData("--timeframe 5m --out - --json", "both write to standard output")]
    public void Usage(string more, string saying)
    {
        folder.Write("SPY.csv", Ticks + Tick);
        string[] output = more.Contains("--out", StringComparison.Ordinal) ? [] : ["--out", "out"];
        Refused(2, saying, ["--in", "SPY.csv", .. more.Split(' '), .. output]);
    }

    [Fact]
    public void Quotes_need_a_choice()
    {
        folder.Write("EURUSD.csv", "timestamp,bid,ask\n2024-03-04T14:30:00Z,1,2\n");
        Refused(2, "the input holds quotes", "--in", "EURUSD.csv", "--timeframe", "5m", "--out", "out");
        Refused(1, "EURUSD: candles of 100v count volume, and those of 'mid' have none", "--in", "EURUSD.csv", "--timeframe", "100v", "--from", "mid", "--out", "out");
    }

    [Fact]
    public void What_is_no_regular_file()
    {
        Refused(1, "/dev/zero: has no bytes", "--in", "/dev/zero", "--timeframe", "5m", "--out", "out");
        Refused(1, "/: is a directory", "--in", "/", "--timeframe", "5m", "--out", "out");
        Assert.Equal(0, PawlProgram.Shell(folder.Path, "mkfifo SPY.fifo").Code);
        Refused(1, "SPY.fifo: has no bytes: it is empty, or a pipe", "--in", "SPY.fifo", "--timeframe", "5m", "--out", "out");
        File.CreateSymbolicLink(folder["SPY_link.csv"], folder["SPY.fifo"]);
        Refused(1, "SPY_link.csv: has no bytes", "--in", "SPY_link.csv", "--timeframe", "5m", "--out", "out");
        File.CreateSymbolicLink(folder["SPY_loop.csv"], folder["SPY_loop.csv"]);
        Refused(1, "SPY_loop.csv: cannot be opened", "--in", "SPY_loop.csv", "--timeframe", "5m", "--out", "out");
    }

    [Fact]
    public void Names()
    {
        Refused(1, @"..\..\x.csv: no such file", "--in", @"..\..\x.csv", "--timeframe", "5m", "--out", "out");
        string name = new('x', 4096);
        Ending run = PawlProgram.Run(folder.Path, "aggregate", "--in", name, "--timeframe", "5m", "--out", "out");
        Assert.Equal((1, 1), (run.Code, run.ErrorLines.Length));
        Refused(1, "no such file", "--in", "C:x", "--timeframe", "5m", "--out", "out");
    }

    /// <summary>Symbols may have colons and slashes; files stay in the folder that was named.</summary>
    [Fact]
    public void Symbols_do_not_leave_the_folder()
    {
        folder.Write("x.csv", "symbol," + Ticks + "NSE:99926000," + Tick + "a/../../b," + Tick + "BTC/USD," + Tick);
        Ending run = PawlProgram.Run(folder.Path, "aggregate", "--in", "x.csv", "--timeframe", "5m", "--out", "out/in");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(["BTC=2FUSD_5m.csv", "NSE=3A99926000_5m.csv", "a=2F..=2F..=2Fb_5m.csv"], Directory.GetFiles(folder["out/in"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(["in"], Directory.GetFileSystemEntries(folder["out"]).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void Old_files_stay_until_new_ones_are_whole()
    {
        folder.Write("SPY.csv", Ticks + Tick);
        Assert.Equal(0, PawlProgram.Run(folder.Path, "aggregate", "--in", "SPY.csv", "--timeframe", "5m", "--out", "kept").Code);
        string before = File.ReadAllText(folder["kept/SPY_5m.csv"]);
        folder.Write("SPY.csv", Ticks + Tick + "2024-03-04T15:30:00Z,2,1\n2024-03-04T14:30:00Z,x,1\n");
        Refusal.IsRefused(folder.Path, 1, "SPY.csv:4:22", "aggregate", "--in", "SPY.csv", "--timeframe", "5m", "--out", "kept");
        Assert.Equal(["SPY_5m.csv"], Directory.GetFileSystemEntries(folder["kept"]).Select(f => Path.GetFileName(f)!));
        Assert.Equal(before, File.ReadAllText(folder["kept/SPY_5m.csv"]));
    }

    [Fact]
    public void An_output_that_is_in_the_way()
    {
        folder.Write("SPY.csv", Ticks + Tick);
        folder.Write("file", "");
        Refusal.IsRefused(folder.Path, 2, "--out 'file' is a file; give a folder", "aggregate", "--in", "SPY.csv", "--timeframe", "5m", "--out", "file");
        Directory.CreateDirectory(folder["kept/SPY_5m.csv"]);
        Refusal.IsRefused(folder.Path, 1, "kept/SPY_5m.csv: is a folder", "aggregate", "--in", "SPY.csv", "--timeframe", "5m", "--out", "kept");
        Assert.Single(Directory.GetFileSystemEntries(folder["kept"]));
    }

    [Fact]
    public void A_file_that_grows_is_read_to_some_end()
    {
        folder.Write("SPY.csv", Ticks + Tick);
        Ending run = PawlProgram.Shell(folder.Path,
            "(yes 2024-03-04T14:30:01Z,2,1 | head -n 2000000 >> SPY.csv) & pawl aggregate --in SPY.csv --timeframe 1s --out out; code=$?; wait; exit $code");
        Assert.True(run.Code == 0 || (run.Code == 1 && run.ErrorLines.Length == 1), run.Error);
        Assert.DoesNotContain(" at ", run.Error, StringComparison.Ordinal);
    }
}
