using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Data;

/// <summary>Parquet through DuckDB's own library, where npm has installed it, against the CSV that it was made of.</summary>
public sealed class ParquetTests : IDisposable
{
    private const string Ticks = "timestamp,price,size,side,trade_id,sequence,bid,ask,conditions,symbol\n2024-03-04T09:30:00.123456789Z,100.12345678,0.1,buy,7,,100.12,,T,X\n2024-03-04T09:30:01Z,99.5,30000000000,,,12,,,,\"Y\"\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_the_library_a_line_says_where_to_get_it()
    {
        folder.Write("a.csv", Ticks);
        const string Remedy = "Parquet needs DuckDB's native library; get it with 'npm install @duckdb/node-bindings-linux-x64' (or that of your system) and name its libduckdb with the setting data.duckdb\n";
        Assert.Equal((1, "pawl: a.parquet: " + Remedy), Said("import", "--in", "a.csv", "--out", "a.parquet"));
        folder.Write("a.parquet", "PAR1");
        Assert.Equal((1, "pawl: a.parquet: " + Remedy), Said("info", "--in", "a.parquet"));
        (int code, string error) = Said("info", "--in", "a.parquet", "--set", "data.duckdb=a.csv");
        Assert.Equal((1, "pawl: a.csv: is not DuckDB's native library for this machine, or is not there; name another with the setting data.duckdb\n"), (code, error));
    }

    [Fact]
    public void Ticks_come_back_to_the_last_decimal_and_nanosecond()
    {
        string set = Library();
        folder.Write("a.csv", Ticks);
        Assert.Equal((0, "a.parquet: 2 rows\n"), Said("import", "--in", "a.csv", "--out", "a.parquet", "--set", set));
        Assert.Equal("PAR1"u8, File.ReadAllBytes(folder["a.parquet"]).AsSpan(..4));
        Assert.Equal(Ticks.Replace("\"", "", StringComparison.Ordinal), Data("export", "--in", "a.parquet", "--out", "-", "--set", set).Text);
        Assert.Equal(0, Data("check", "--in", "a.parquet", "--set", set).Code);
        Assert.Contains("2024-03-04T09:30:00.123456789Z", Data("info", "--in", "a.parquet", "--set", set).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_of_them_and_their_candles_say_the_same()
    {
        string set = Library();
        string csv = Sample.Ticks(61).Write(folder["X_trades.csv"]);
        Assert.Equal(0, Data("import", "--in", csv, "--out", "X.parquet", "--set", set).Code);
        Ending expected = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", csv, "--store", "x.db");
        Ending read = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", "X.parquet", "--set", set);
        Assert.Equal(expected.Hash("run"), read.Hash("run"));

        Assert.Equal(0, Data("export", "--store", "x.db", "--kind", "candles", "--timeframe", "5m", "--out", "c.parquet", "--set", set).Code);
        Assert.Equal(
            Data("export", "--store", "x.db", "--kind", "candles", "--timeframe", "5m", "--out", "-").Text,
            Data("export", "--in", "c.parquet", "--out", "-", "--set", set).Text);
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_its_row()
    {
        string set = Library();
        folder.Write("none.parquet", "nothing of the kind");
        (int code, string error) = Said("info", "--in", "none.parquet", "--set", set);
        Assert.Equal(1, code);
        Assert.StartsWith("pawl: none.parquet: ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((1, "pawl: gone.parquet: no such file\n"), Said("info", "--in", "gone.parquet", "--set", set));
    }

    private static string Library()
    {
        string system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";
        string package = $"node-bindings-{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLower(CultureInfo.InvariantCulture)}";
        string installed = Repository.PathOf("tests", "validators", "node_modules", "@duckdb", package);
        string? library = Directory.Exists(installed) ? Directory.EnumerateFiles(installed, "*duckdb.*").FirstOrDefault(f => !f.EndsWith(".node", StringComparison.Ordinal)) : null;
        Assert.SkipWhen(library is null, $"DuckDB's native library is not installed: npm ci --prefix tests/validators gets @duckdb/{package}");
        return "data.duckdb=" + library;
    }

    private (int Code, string Error) Said(params string[] arguments)
    {
        Ending run = Data(arguments);
        return (run.Code, run.Error);
    }

    private Ending Data(params string[] arguments) => PawlProgram.Run(folder.Path, ["data", .. arguments]);
}
