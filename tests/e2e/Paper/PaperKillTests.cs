using Pawl.Persistence.Sqlite;
using Pawl.Tests.E2E.Store;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>A run that trades on paper, killed at any instant and started again, loses and doubles no order and no fill.</summary>
public sealed class PaperKillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Killed_often(bool fromPipe) => Kill(fromPipe, times: 6, seed: 71);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Speed", "long")]
    public void Killed_very_often(bool fromPipe)
    {
        for (int round = 0; round < 8; round++)
        {
            Kill(fromPipe, times: 8, seed: 300 + round);
        }
    }

    private void Kill(bool fromPipe, int times, int seed)
    {
        Ending end = LiveKills.Run(folder, Repository.PathOf("config", "pipelines", "moving_average_cross.yaml"), fromPipe, times, seed, "--limits", "backtest");
        Assert.DoesNotContain("is halted", end.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder[$"whole-{seed}/AAA.jsonl"]), File.ReadAllBytes(folder[$"killed-{seed}/AAA.jsonl"]));
        string[] expected = AccountLines.Neutral(folder[$"whole-{seed}/paper.jsonl"], "paper");
        Assert.True(AccountLines.Count(expected, "fill") > 10, $"seed {seed}: too few fills");
        Assert.Equal(expected, AccountLines.Neutral(folder[$"killed-{seed}/paper.jsonl"], "paper"));
        // The account's chain runs over ids of orders, which hang on its tag; the check holds its tables against its log.
        Assert.Equal(Content($"whole-{seed}.db"), Content($"killed-{seed}.db"));
        Assert.Empty(StoreCheck.Run(folder[$"killed-{seed}.db"]));
    }

    private string[] Content(string store) => [.. StoreContent.Of(folder[store]).Where(l => !l.StartsWith("paper|", StringComparison.Ordinal))];
}
