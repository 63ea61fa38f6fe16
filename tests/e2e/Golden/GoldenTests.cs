using System.Security.Cryptography;
using System.Text;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Golden;

/// <summary>
/// The hashes of a run over made-up ticks stand in the repository: they may change only when the meaning of outputs is
/// meant to change. Optimised or not, on one thread or several, they are the same.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_released_program() => Check((pipeline, data) => PawlProgram.Run(folder.Path, [.. pipeline, .. data]));

    [Fact]
    public void The_program_as_the_tests_build_it() =>
        Check((pipeline, data) => PawlProgram.RunOther(Path.Combine(AppContext.BaseDirectory, "pawl"), folder.Path, [.. pipeline, .. data, "--threads", "1"]));

    private void Check(Func<string[], string[], Ending> run)
    {
        StringBuilder hashes = new();
        string[] files = [Write("AAA", 101), Write("BBB", 102), Write("CCC", 103)];
        foreach (string file in files)
        {
            hashes.Append($"{Path.GetFileName(file)} sha256:{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}\n");
        }

        foreach ((string pipeline, string[] data) in ((string, string[])[])[("pipeline.yaml", files), ("pair.yaml", files[..2])])
        {
            Ending ended = run(["replay", "-p", Repository.PathOf("tests", "e2e", "Golden", pipeline)], Sample.Data(data));
            Assert.True(ended.Code == 0, ended.Error);
            hashes.Append($"\n{pipeline}\n");
            hashes.AppendJoin("", ended.ErrorLines.Where(l => l.Contains(" sha256:", StringComparison.Ordinal)).Select(l => l + "\n"));
        }

        Assert.Null(GeneratedFile.Check(Repository.PathOf("tests", "e2e", "Golden", "hashes.txt"), hashes.ToString()));
    }

    private string Write(string symbol, ulong seed) =>
        new TickFile(seed, 20_000) { Wild = true, StartPrice = (int)seed * 100 }.Write(folder[symbol + "_ticks.csv"]);
}
