using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unknown command 'repla'; did you mean 'replay'?; see 'pawl --help'", "repla")]
    [InlineData("unknown option '--verbose'; see 'pawl --help'", "--verbose")]
    [InlineData("unknown option '--thread'; did you mean '--threads'?; see 'pawl replay --help'", "replay", "-p", "x", "-d", "y", "--thread", "2")]
    [InlineData("Option '--pipeline' is required", "replay", "-d", "x")]
    [InlineData("--threads '0': write a whole number from 1 to 1024", "replay", "-p", "x", "-d", "y", "--threads", "0")]
    [InlineData("--threads 'two': write a whole number from 1 to 1024", "replay", "-p", "x", "-d", "y", "--threads", "two")]
    [InlineData("--to '2024-03-04': write a time like", "replay", "-p", "x", "-d", "y", "--to", "2024-03-04")]
    [InlineData("--format 'xml': write jsonl or csv", "replay", "-p", "x", "-d", "y", "--format", "xml")]
    [InlineData("--format 'png': write text, dot, svg, html, ", "dag", "x", "--format", "png")]
    [InlineData("--out - and --json both write to standard output", "replay", "-p", "x", "-d", "y", "--out", "-", "--json")]
    [InlineData("--format csv writes one file per node", "replay", "-p", "x", "-d", "y", "--out", "-", "--format", "csv")]
    [InlineData("unknown kind 'emaa'; did you mean 'ema'?", "nodes", "emaa")]
    [InlineData("unknown argument 'sma'", "nodes", "ema", "sma")]
    [InlineData("give the files to check", "validate")]
    [InlineData("--schema 'pipelin': write pipeline", "validate", "--schema", "pipelin")]
    [InlineData("--schema prints a schema and checks no files", "validate", "--schema", "pipeline", "x.yaml")]
    [InlineData("unknown option '--jsn'; did you mean '--json'?", "validate", "x.yaml", "--jsn")]
    public void Is_told_in_one_line(string saying, params string[] arguments) => Refusal.IsRefused(folder.Path, 2, saying, arguments);

    [Fact]
    public void No_command_shows_the_help_and_fails()
    {
        Ending run = PawlProgram.Run(folder.Path);
        Assert.Equal(2, run.Code);
        Assert.Contains("Usage: pawl COMMAND", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/none")]
    [InlineData("/dev/null/none")]
    public void Places_where_nothing_can_be_written(string place)
    {
        Sample.Ticks(51).Write(folder["SPY_trades.csv"]);
        Refusal.IsRefused(folder.Path, 1, $"--out '{place}'", "replay", "-p", Sample.Pipeline, "-d", "SPY_trades.csv", "--out", place);
        Refusal.IsRefused(folder.Path, 1, $"--out '{place}/graph.svg'", "dag", Sample.Pipeline, "--out", place + "/graph.svg");
    }

    [Fact]
    public void A_file_is_no_folder() =>
        Refusal.IsRefused(folder.Path, 2, "is a file; give a folder", "replay", "-p", Sample.Pipeline, "-d", "x", "--out", folder.Write("file", ""));
}
