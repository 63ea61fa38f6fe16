using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>
/// A live run over made-up trades of AAA, once from beginning to end and once killed at any instants and started again. It leaves
/// <c>whole-SEED</c> and <c>killed-SEED</c>, folders and stores, to be compared.
/// </summary>
internal static class LiveKills
{
    /// <returns>How the last of the killed runs ended.</returns>
    public static Ending Run(TemporaryFolder folder, string pipeline, bool fromPipe, int times, int seed, params string[] also)
    {
        string file = new TickFile((ulong)seed, 30_000) { MeanMilliseconds = 400, Wild = true }.Write(folder[$"AAA_{seed}.csv"]);
        (string data, byte[] input) = fromPipe ? ("AAA=-", File.ReadAllBytes(file)) : (file, []);
        KilledRun Make(string into) => new(folder.Path, ["run", "-p", pipeline, "-d", data, .. also, "--snapshot-every", "7000", "--out", $"{into}-{seed}"], input);
        Ending whole = Make("whole").Finish($"whole-{seed}.db");
        Assert.True(whole.Code == 0, whole.Error);
        KilledRun run = Make("killed");
        Random random = new(seed);
        int killed = Enumerable.Range(0, times).Count(_ => run.Kill(0, random.Next(900_000), $"killed-{seed}.db") is not null);
        Assert.True(killed > 0, $"seed {seed}: none was killed before it had come to its end");
        Ending end = run.Finish($"killed-{seed}.db");
        Assert.True(end.Code == 0, $"seed {seed}: {end.Error}");
        return end;
    }
}
