using System.Security.Cryptography;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Replay;

/// <summary>One input, one output: whatever the number of runs and threads, and wherever it goes.</summary>
public sealed class HashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Twice_the_same()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        Ending first = Replay(data);
        Assert.Equal(0, first.Code);
        Assert.Equal(first.Hash("run"), Replay(data).Hash("run"));
    }

    [Fact]
    public void Run_hash_is_that_of_the_sorted_logs()
    {
        Ending run = Replay(Sample.Data(Sample.ThreeSymbols(folder)));
        string lines = string.Concat(new[] { "AAA", "BBB", "CCC" }.Select(log => $"{log} {run.Hash(log)}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(lines))), run.Hash("run"));
    }

    [Fact]
    public void One_thread_and_several_give_the_same_bytes()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        Ending one = Replay([.. data, "--out", "-", "--threads", "1"]);
        foreach (string threads in (string[])["2", "3", "7"])
        {
            Ending several = Replay([.. data, "--out", "-", "--threads", threads]);
            Assert.Equal(one.OutputHash, several.OutputHash);
            Assert.Equal(one.Hash("run"), several.Hash("run"));
        }
    }

    [Fact]
    public void Compiled_nodes_say_the_same()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        Assert.Equal(Replay(data).Hash("run"), Replay([.. data, "--executor", "compiled"]).Hash("run"));
    }

    [Fact]
    public void Standard_output_and_the_file_have_the_hash_of_the_log()
    {
        string[] data = ["--data", Sample.Ticks(11).Write(folder["AAA_trades.csv"])];
        string hash = Replay(data).Hash("AAA");
        Ending shell = PawlProgram.Shell(folder.Path, $"pawl replay -p '{Sample.Pipeline}' -d AAA_trades.csv --out - | sha256sum");
        Assert.Equal(hash + "  -", shell.Text.Trim());
        Replay([.. data, "--out", folder["out"]]);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["out/AAA.jsonl"]))));
    }

    [Fact]
    public void Logs_on_standard_output_are_those_in_files_in_the_order_of_the_input()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        string[] all = Lines(Replay([.. data, "--out", "-"]));
        Replay([.. data, "--out", folder["out"]]);
        foreach (string log in (string[])["AAA", "BBB", "CCC"])
        {
            Assert.Equal(File.ReadAllLines(folder[$"out/{log}.jsonl"]), all.Where(l => l.StartsWith($$"""{"symbol":"{{log}}",""", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("2024-03-04T14:00:00Z")]
    [InlineData("2024-03-04T14:31:00Z")]
    [InlineData("2024-03-04T15:17:23.456Z")]
    [InlineData("2024-03-04T16:00:00+00:00")]
    public void To_gives_exactly_the_beginning_of_the_whole(string to)
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder));
        byte[] whole = Replay([.. data, "--out", "-", "--no-flush"]).Output;
        Ending beginning = Replay([.. data, "--out", "-", "--to", to]);
        Assert.Equal(0, beginning.Code);
        Assert.True(beginning.Output.Length < whole.Length);
        Assert.Equal(to.Contains("T14:00", StringComparison.Ordinal), beginning.Output.Length == 0);
        Assert.True(whole.AsSpan().StartsWith(beginning.Output));
    }

    [Fact]
    public void Without_the_flush_only_the_last_closings_are_missing()
    {
        string[] data = Sample.Data(Sample.ThreeSymbols(folder)[..1]);
        byte[] flushed = Replay([.. data, "--out", "-"]).Output;
        byte[] open = Replay([.. data, "--out", "-", "--no-flush"]).Output;
        Assert.True(flushed.AsSpan().StartsWith(open));
        Assert.Contains("\"timeframe\":\"1d\"", System.Text.Encoding.UTF8.GetString(flushed[open.Length..]), StringComparison.Ordinal);
    }

    private Ending Replay(params string[] arguments) => PawlProgram.Run(folder.Path, ["replay", "--pipeline", Sample.Pipeline, .. arguments]);

    private static string[] Lines(Ending run) => run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
