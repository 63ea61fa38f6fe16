using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>Killed at any instant and resumed, a run loses nothing and repeats nothing.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rows = 120_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Killed_twenty_five_times_a_run_equals_one_that_was_not() => Kill(times: 25, seed: 41);

    [Fact]
    [Trait("Speed", "long")]
    public void Killed_two_hundred_times_a_run_equals_one_that_was_not()
    {
        for (int round = 0; round < 8; round++)
        {
            Kill(times: 25, seed: 100 + round);
        }
    }

    private void Kill(int times, int seed)
    {
        string[] data = Sample.Data(
        [
            new TickFile((ulong)seed, Rows) { MeanMilliseconds = 300, Wild = true }.Write(folder["AAA_trades.csv"]),
            new TickFile((ulong)seed + 1, Rows / 2) { MeanMilliseconds = 600, Wild = true }.Write(folder["BBB_trades.csv"]),
        ]);
        string[] common = ["replay", "-p", Sample.Pipeline, .. data, "--out", "-", "--snapshot-every", "40000"];
        Ending whole = PawlProgram.Run(folder.Path, [.. common, "--store", "whole.db"]);
        Assert.True(whole.Code == 0, whole.Error);
        string[] resumed = [.. common, "--store", "killed.db", "--resume"];
        Random random = new(seed);
        int killed = 0;
        for (int kill = 0; kill < times; kill++)
        {
            // The beginning, where everything is opened and recovered, is as likely as any place.
            long after = random.Next(3) == 0 ? 0 : random.NextInt64(whole.Output.Length * (kill + 1) / times);
            byte[]? said = KilledRun.Start(folder.Path, resumed, after, random.Next(200_000));
            killed += said is null ? 0 : 1;
            Assert.True(
                said is null || whole.Output.AsSpan().StartsWith(said),
                $"seed {seed}, kill {kill} after {after} bytes: what was said is no beginning of the whole");
        }

        Assert.True(killed > times / 2, $"seed {seed}: only {killed} of {times} were killed before they had come to their end");
        Ending end = PawlProgram.Run(folder.Path, resumed);
        Assert.True(end.Code == 0, $"seed {seed}: {end.Error}");
        Assert.Equal(whole.OutputHash, end.OutputHash);
        foreach (string hash in (string[])["AAA", "BBB", "run"])
        {
            Assert.Equal(whole.Hash(hash), end.Hash(hash));
        }

        Assert.Equal(StoreContent.Of(folder["whole.db"]), StoreContent.Of(folder["killed.db"]));
        File.Delete(folder["whole.db"]);
        File.Delete(folder["killed.db"]);
    }
}
