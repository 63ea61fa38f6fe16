using System.Security.Cryptography;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Replay;

/// <summary>All trades of one real day, from the file to the hash.</summary>
public sealed class RealDayTests : IDisposable
{
    private static readonly string[] Files = [.. new[] { "SPY", "BAC", "AIG" }.Select(s => Repository.Shared("data", "ticks", s + "_trades_20131007.csv.gz"))];

    private readonly TemporaryFolder folder = new();

    public RealDayTests() => Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Twice_and_through_a_pipe_and_in_a_file_the_same()
    {
        Ending first = Replay("--data", Files[0]);
        Assert.StartsWith("250,602 events", first.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(first.Hash("run"), Replay("--data", Files[0]).Hash("run"));
        Assert.Equal(first.Hash("SPY"), Replay("--data", Files[0], "--out", "-").OutputHash);
        Replay("--data", Files[0], "--out", folder["out"]);
        Assert.Equal(first.Hash("SPY"), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["out/SPY.jsonl"]))));
    }

    [Fact]
    public void On_one_and_two_threads_over_several_symbols_the_same()
    {
        Ending one = Replay([.. Sample.Data(Files), "--threads", "1", "--out", "-"]);
        Ending two = Replay([.. Sample.Data(Files), "--threads", "2", "--out", "-"]);
        Assert.Equal(one.OutputHash, two.OutputHash);
        Assert.Equal(one.ErrorLines[1..], two.ErrorLines[1..]);
    }

    [Fact]
    public void To_gives_exactly_the_beginning_of_the_whole()
    {
        byte[] whole = Replay("--data", Files[0], "--out", "-", "--no-flush").Output;
        foreach (string time in (string[])["2013-10-07T09:00:00Z", "2013-10-07T13:30:00.5Z", "2013-10-07T20:00:00Z"])
        {
            byte[] beginning = Replay("--data", Files[0], "--out", "-", "--to", time).Output;
            Assert.InRange(beginning.Length, 1, whole.Length - 1);
            Assert.True(whole.AsSpan().StartsWith(beginning));
        }
    }

    private Ending Replay(params string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["replay", "--pipeline", Sample.Pipeline, .. arguments]);
        Assert.True(run.Code == 0, run.Error);
        return run;
    }
}
