using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

/// <summary>Hostile surroundings: closed streams, full disks, small limits, folders that cannot be written, signals.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string replay = $"replay -p '{Sample.Pipeline}' -d SPY_trades.csv";

    public SurroundingsTests() => Sample.Ticks(71).Write(folder["SPY_trades.csv"]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("nodes")]
    [InlineData("nodes --json")]
    [InlineData("--help")]
    [InlineData("doctor")]
    [InlineData("completion bash")]
    [InlineData("REPLAY --out -")]
    [InlineData("REPLAY --json")]
    public void A_full_disk(string arguments)
    {
        Ending run = Shell($"pawl {arguments} > /dev/full");
        Assert.Equal(1, run.Code);
        Assert.EndsWith("pawl: No space left on device; free some, or write elsewhere", run.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes >&-", 0)]
    [InlineData("nodes emaa 2>&-", 2)]
    [InlineData("nodes emaa 2> /dev/full", 2)]
    [InlineData("nodes <&-", 0)]
    [InlineData("REPLAY --out results >&- 2>&- <&-", 0)]
    public void Streams_that_are_closed(string arguments, int code) => Assert.Equal(code, Shell("pawl " + arguments).Code);

    [Theory]
    [InlineData("completion bash")]
    [InlineData("doctor")]
    [InlineData("--help")]
    [InlineData("nodes")]
    public void A_reader_that_has_seen_enough(string arguments) => Assert.Equal((0, ""), (Shell($"pawl {arguments} | head -1").Code, Shell($"pawl {arguments} | head -1").Error));

    [Fact]
    public void Few_files_may_be_open()
    {
        Ending run = Shell("ulimit -n 32; pawl nodes");
        Assert.Equal((1, "pawl: only 32 files may be open, and 256 are needed; raise the limit, as with: ulimit -n 1024\n"), (run.Code, run.Error));
        Assert.Equal(0, Shell("ulimit -Sn 32; pawl REPLAY --out results --format csv").Code);
    }

    [Fact]
    public void Little_address_space()
    {
        Ending run = Shell("ulimit -v 262144; pawl nodes");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("pawl: address space is limited to 262144 KB", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>A heap of 48 MB is what .NET allows itself where a cgroup has 64.</summary>
    [Theory]
    [InlineData("nodes")]
    [InlineData("REPLAY --out results --format csv")]
    public void Little_memory_is_enough(string arguments)
    {
        Ending run = Shell("export DOTNET_GCHeapHardLimit=0x3000000; pawl " + arguments);
        Assert.True(run.Code == 0, run.Error);
    }

    /// <summary>All that the process holds, counted by the kernel: the limit that a container has.</summary>
    [Theory]
    [InlineData("nodes")]
    [InlineData("REPLAY --out results --format csv")]
    [InlineData("dag config.yaml --out graph.html")]
    public void A_cgroup_of_64_MB_is_enough(string arguments)
    {
        File.Copy(Sample.Pipeline, folder["config.yaml"]);
        Ending run = Shell($$"""
            memory=/sys/fs/cgroup/memory$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)/pawl-$$
            if mkdir "$memory" 2> /dev/null; then limit=memory.limit_in_bytes; else memory=/sys/fs/cgroup/pawl-$$ limit=memory.max; mkdir "$memory" 2> /dev/null || exit 99; fi
            trap 'rmdir "$memory"' EXIT
            { echo 67108864 > "$memory/$limit" && (echo $BASHPID > "$memory/cgroup.procs"); } 2> /dev/null || exit 99
            (echo $BASHPID > "$memory/cgroup.procs"; exec pawl {{arguments}})
            """);
        Assert.SkipWhen(run.Code == 99, "no cgroup with a limit of memory can be made here (it takes root, and a kernel that offers one)");
        Assert.True(run.Code == 0, run.Error);
    }

    [Fact]
    public void Too_little_memory_is_told()
    {
        folder.Write("large.yaml", "nodes:\n" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"  n{i}: {{kind: sma, inputs: [candle(5m)], period: {i}}}\n")));
        Ending run = Shell("export DOTNET_GCHeapHardLimit=0x1000000; pawl replay -p large.yaml -d SPY_trades.csv");
        Assert.Equal(1, run.Code);
        Assert.StartsWith("pawl: out of memory", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env -u HOME pawl nodes")]
    [InlineData("env -i PATH=\"$PATH\" pawl nodes")]
    [InlineData("env -u HOME -u TERM pawl REPLAY")]
    [InlineData("TERM=nonsense pawl nodes")]
    [InlineData("TZ=Nowhere/Land LANG=xx_YY pawl REPLAY")]
    public void Little_environment(string line)
    {
        Ending run = Shell(line);
        Assert.True(run.Code == 0, run.Error);
    }

    [Fact]
    public void A_folder_that_cannot_be_written()
    {
        // Not even root writes there.
        Ending run = PawlProgram.Shell("/proc", $"pawl {replay.Replace("SPY_trades.csv", folder["SPY_trades.csv"], StringComparison.Ordinal)} --out results");
        Assert.Equal(1, run.Code);
        Assert.Equal("pawl: --out 'results': the folder does not exist and cannot be made; choose another place", Assert.Single(run.ErrorLines));
    }

    /// <summary>A run that is stopped leaves no file that looks whole, and an older one as it was.</summary>
    [Theory]
    [InlineData("INT", 130, "jsonl")]
    [InlineData("TERM", 143, "csv")]
    public void A_signal_during_a_replay(string signal, int code, string format)
    {
        // The data has no end, so that the signal cannot come too late; it is sent once the first file is there.
        Ending run = Shell($$"""
            mkdir results; echo old > results/SPY.jsonl
            endless() { awk 'BEGIN { print "timestamp,price,size"; for (;; i += i < 86399) printf "2024-03-04T%02d:%02d:%02dZ,%d,1\n", i / 3600, i / 60 % 60, i % 60, 100 + i % 7 }'; }
            set -m
            pawl replay -p '{{Sample.Pipeline}}' -d SPY=- --format {{format}} --out results < <(endless) & run=$!
            until compgen -G 'results/*.partial' > /dev/null || ! kill -0 $run 2> /dev/null; do :; done
            kill -{{signal}} $run
            wait $run
            """);
        Assert.True(run.Code == code, $"{run.Code}: {run.Error}");
        Assert.Contains("pawl: stopped", run.Error, StringComparison.Ordinal);
        string[] files = [.. Directory.GetFiles(folder["results"]).Select(Path.GetFileName).OfType<string>()];
        Assert.Contains(files, f => f.EndsWith(".partial", StringComparison.Ordinal));
        Assert.Equal(["SPY.jsonl"], files.Where(f => !f.EndsWith(".partial", StringComparison.Ordinal)));
        Assert.Equal("old\n", File.ReadAllText(folder["results/SPY.jsonl"]));
    }

    /// <summary>
    /// Standard input stays open and says nothing more, so that no read returns. Only the shell holds the pipe open, so that
    /// with it everything ends.
    /// </summary>
    [Fact]
    public void A_signal_while_input_is_awaited()
    {
        Ending run = Shell("""
            set -m
            mkfifo silent; exec 4<> silent; cat SPY_trades.csv > silent 4<&- &
            pawl REPLAY=- --out results < silent 4<&- & run=$!
            until compgen -G 'results/*.partial' > /dev/null || ! kill -0 $run 2> /dev/null; do :; done
            kill -INT $run
            wait $run
            """.Replace("REPLAY=-", $"replay -p '{Sample.Pipeline}' -d SPY=-", StringComparison.Ordinal));
        Assert.True(run.Code == 130, $"{run.Code}: {run.Error}");
        Assert.Contains("pawl: stopped", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_breaks_off_leaves_no_whole_file()
    {
        File.AppendAllText(folder["SPY_trades.csv"], "nonsense\n");
        Assert.Equal(1, Shell("pawl REPLAY --out results").Code);
        Assert.Equal(["SPY.jsonl.partial"], Directory.GetFiles(folder["results"]).Select(Path.GetFileName));
        Assert.NotEqual(0, new FileInfo(folder["results/SPY.jsonl.partial"]).Length);
    }

    private Ending Shell(string line) => PawlProgram.Shell(folder.Path, line.Replace("REPLAY", replay, StringComparison.Ordinal));
}
