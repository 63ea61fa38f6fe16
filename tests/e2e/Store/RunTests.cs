using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>A live run goes on where it was left, whatever ended it, and says what a replay of all its data says.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Standard_input_that_ends_early_is_gone_on_with_and_the_file_of_outputs_is_whole()
    {
        string data = Sample.Ticks(21).Write(folder["AAA_trades.csv"]);
        byte[] whole = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", data, "--no-flush", "--out", "-").Output;
        foreach (int lines in (int[])[1, 900, 2500, 2500, 100_000])
        {
            Ending part = PawlProgram.Shell(folder.Path, string.Create(CultureInfo.InvariantCulture, $"head -n {lines + 1} AAA_trades.csv | pawl run -p '{Sample.Pipeline}' -d AAA=- --store x.db --out out"));
            Assert.True(part.Code == 0, part.Error);
            Assert.True(whole.AsSpan().StartsWith(File.ReadAllBytes(folder["out/AAA.jsonl"])));
            Tear(folder["out/AAA.jsonl"]);
        }

        PawlProgram.Shell(folder.Path, $"pawl run -p '{Sample.Pipeline}' -d AAA=- --store x.db --out out < AAA_trades.csv");
        Assert.Equal(whole, File.ReadAllBytes(folder["out/AAA.jsonl"]));
    }

    [Fact]
    public void A_recording_at_a_multiple_of_its_speed_ends_well_when_it_is_told_to_and_goes_on()
    {
        string data = Sample.Ticks(22).Write(folder["AAA_trades.csv"]);
        byte[] whole = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", data, "--out", "-").Output;
        string[] run = ["run", "-p", Sample.Pipeline, "-d", data, "--store", "x.db", "--out", "-"];
        (int code, byte[] first, string error) = RunUntil(10_000, [.. run, "--speed", "3000"]);
        Assert.True(code == 0, error);
        Assert.StartsWith("stopped; the same command goes on\nx.db: run 1 holds ", error, StringComparison.Ordinal);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Read))
        {
            Assert.Equal(store.Number("SELECT max(first_record + records - 1) FROM input_log"), store.Number("SELECT max(record) FROM snapshots"));
        }

        Assert.InRange(first.Length, 10_000, whole.Length - 1);
        Ending second = PawlProgram.Run(folder.Path, run);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(whole)), Convert.ToHexStringLower(SHA256.HashData([.. first, .. second.Output])));
    }

    [Fact]
    public void A_reset_is_an_event_of_the_log_and_is_obeyed_again_at_the_same_place()
    {
        string data = Sample.Ticks(23).Write(folder["AAA_trades.csv"]);
        string run = $"pawl run -p '{Sample.Pipeline}' -d AAA=- --store x.db --out out";
        string[] before = File.ReadAllLines(Sample.Ticks(23).Write(folder["all.csv"]));
        File.WriteAllLines(folder["part.csv"], before[..3000]);
        Assert.Equal(0, PawlProgram.Shell(folder.Path, run + " < part.csv").Code);
        Assert.Equal(0, PawlProgram.Shell(folder.Path, run + " --reset profile < all.csv").Code);
        byte[] said = File.ReadAllBytes(folder["out/AAA.jsonl"]);
        byte[] plain = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", data, "--no-flush", "--out", "-").Output;
        Assert.NotEqual(plain, said);
        using (SqliteDatabase store = SqliteDatabase.Open(folder["x.db"], SqliteMode.Write))
        {
            Assert.Equal(1, store.Number("SELECT max(own) FROM input_log"));
            store.Execute("DELETE FROM snapshots");
        }

        // Computed anew from the first event, the chain of what was said must come out again.
        Ending again = PawlProgram.Shell(folder.Path, run + " < all.csv");
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains(" 0 of them new", again.Error, StringComparison.Ordinal);
        Assert.Equal(said, File.ReadAllBytes(folder["out/AAA.jsonl"]));
    }

    private static void Tear(string path)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.SetLength(Math.Max(0, file.Length - 700));
    }

    /// <summary>Asks the program to stop once it has said so much.</summary>
    private (int Code, byte[] Output, string Error) RunUntil(int bytes, string[] arguments)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        using MemoryStream said = new();
        byte[] buffer = new byte[4096];
        while (said.Length < bytes && process.StandardOutput.BaseStream.Read(buffer) is var count and > 0)
        {
            said.Write(buffer.AsSpan(0, count));
        }

        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        process.StandardOutput.BaseStream.CopyTo(said);
        process.WaitForExit();
        return (process.ExitCode, said.ToArray(), error.Result);
    }
}
