using System.IO.Compression;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>Killed at any instant and resumed, a run of real trades loses nothing and repeats nothing.</summary>
public sealed class KillTests : IDisposable
{
    /// <summary>What is run: of files, of a pipe, on two threads with commits that do not wait for the disk.</summary>
    public enum Shape
    {
        Files,
        Pipe,
        ThreadsAndFastCommits,
    }

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Shape.Files, 9)]
    [InlineData(Shape.Pipe, 8)]
    [InlineData(Shape.ThreadsAndFastCommits, 8)]
    public void A_run_that_was_killed_often_equals_one_that_was_not(Shape shape, int times) => Kill(shape, times, seed: 41);

    [Theory]
    [InlineData(Shape.Files, 72)]
    [InlineData(Shape.Pipe, 64)]
    [InlineData(Shape.ThreadsAndFastCommits, 64)]
    [Trait("Speed", "long")]
    public void A_run_that_was_killed_two_hundred_times_equals_one_that_was_not(Shape shape, int times)
    {
        for (int round = 0; round < 8; round++)
        {
            Kill(shape, times / 8, seed: 100 + round);
        }
    }

    private void Kill(Shape shape, int times, int seed)
    {
        KilledRun run = Make(shape);
        Ending whole = run.Finish("whole.db");
        Assert.True(whole.Code == 0, whole.Error);
        Random random = new(seed);
        int killed = 0;
        for (int kill = 1; kill <= times; kill++)
        {
            // The beginning, where everything is opened and recovered, is as likely as any place.
            long after = random.Next(3) == 0 ? 0 : random.NextInt64((long)whole.Output.Length * kill / times);
            int further = random.Next(150_000);
            byte[]? said = run.Kill(after, further, "killed.db", "--resume");
            killed += said is null ? 0 : 1;
            Assert.True(
                said is null || whole.Output.AsSpan().StartsWith(said),
                $"{shape}, seed {seed}, kill {kill}, {further} µs after {after} bytes: what was said is no beginning of the whole");
        }

        Assert.True(killed > times / 2, $"{shape}, seed {seed}: only {killed} of {times} were killed before they had come to their end");
        Ending end = run.Finish("killed.db", "--resume");
        Assert.True(end.Code == 0, $"{shape}, seed {seed}: {end.Error}");
        Assert.Equal(whole.OutputHash, end.OutputHash);
        Assert.Equal(whole.ErrorLines.Where(IsHash), end.ErrorLines.Where(IsHash));
        Assert.Equal(StoreContent.Of(folder["whole.db"]), StoreContent.Of(folder["killed.db"]));
        Assert.Empty(StoreCheck.Run(folder["killed.db"]));
        File.Delete(folder["whole.db"]);
        File.Delete(folder["killed.db"]);
    }

    private KilledRun Make(Shape shape)
    {
        string[] files = MarketData.IsAbsent
            ? [Sample.Ticks(41).Write(folder["AIG_trades.csv.gz"]), Sample.Ticks(42).Write(folder["GC_trades.csv.gz"])]
            : [Repository.Shared("data", "ticks", "AIG_trades_20131007.csv.gz"), Repository.Shared("data", "ticks", "GC_trades_201312_20131007.csv.gz")];
        string[] common = ["replay", "-p", Sample.Pipeline, "--out", "-", "--snapshot-every", "15000"];
        folder.Write("fast.toml", "[store]\ndurability = \"normal\"\n");
        return shape switch
        {
            Shape.Files => new KilledRun(folder.Path, [.. common, .. Sample.Data(files)], []),
            Shape.Pipe => new KilledRun(folder.Path, [.. common, "-d", "GC=-"], Unzip(files[1])),
            _ => new KilledRun(folder.Path, [.. common, .. Sample.Data(files), "--threads", "2", "--config", "fast.toml"], []),
        };
    }

    private static bool IsHash(string line) => line.Contains(" sha256:", StringComparison.Ordinal);

    private static byte[] Unzip(string path)
    {
        using GZipStream zip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
