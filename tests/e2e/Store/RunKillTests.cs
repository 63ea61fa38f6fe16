using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>A live run that is killed at any instant and started again stores and writes each output once.</summary>
public sealed class RunKillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 6)]
    public void Killed_often(bool fromPipe, int times) => Kill(fromPipe, times, seed: 51);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Speed", "long")]
    public void Killed_very_often(bool fromPipe)
    {
        for (int round = 0; round < 8; round++)
        {
            Kill(fromPipe, times: 8, seed: 200 + round);
        }
    }

    private void Kill(bool fromPipe, int times, int seed)
    {
        TickFile ticks = new((ulong)seed, 30_000) { MeanMilliseconds = 400, Wild = true };
        string file = ticks.Write(folder[$"AAA_{seed}.csv"]);
        (string data, byte[] input) = fromPipe ? ("AAA=-", File.ReadAllBytes(file)) : (file, []);
        KilledRun Make(string into) =>
            new(folder.Path, ["run", "-p", Sample.Pipeline, "-d", data, "--snapshot-every", "7000", "--out", $"{into}-{seed}"], input);
        KilledRun run = Make("killed");
        Ending whole = Make("whole").Finish($"whole-{seed}.db");
        Assert.True(whole.Code == 0, whole.Error);
        Random random = new(seed);
        int killed = Enumerable.Range(0, times).Count(_ => run.Kill(0, random.Next(900_000), $"killed-{seed}.db") is not null);
        Assert.True(killed > 0, $"seed {seed}: none was killed before it had come to its end");
        Ending end = run.Finish($"killed-{seed}.db");
        Assert.True(end.Code == 0, $"seed {seed}: {end.Error}");
        Assert.Equal(File.ReadAllBytes(folder[$"whole-{seed}/AAA.jsonl"]), File.ReadAllBytes(folder[$"killed-{seed}/AAA.jsonl"]));
        Assert.Equal(StoreContent.Of(folder[$"whole-{seed}.db"]), StoreContent.Of(folder[$"killed-{seed}.db"]));
        Assert.Empty(StoreCheck.Run(folder[$"killed-{seed}.db"]));
    }
}
