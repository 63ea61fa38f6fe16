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
        LiveKills.Run(folder, Sample.Pipeline, fromPipe, times, seed);
        Assert.Equal(File.ReadAllBytes(folder[$"whole-{seed}/AAA.jsonl"]), File.ReadAllBytes(folder[$"killed-{seed}/AAA.jsonl"]));
        Assert.Equal(StoreContent.Of(folder[$"whole-{seed}.db"]), StoreContent.Of(folder[$"killed-{seed}.db"]));
        Assert.Empty(StoreCheck.Run(folder[$"killed-{seed}.db"]));
    }
}
