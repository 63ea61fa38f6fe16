using System.Diagnostics;
using Pawl.Tests.Support;

namespace Pawl.Tests.E2E.Store;

/// <summary>A command that writes a store or a folder, run to its end or killed as the kernel would.</summary>
/// <param name="Arguments">All but what it writes.</param>
/// <param name="Input">What it reads from standard input, from the beginning each time.</param>
internal sealed record KilledRun(string Folder, string[] Arguments, byte[] Input)
{
    /// <summary>The option that names what it writes.</summary>
    public string Into { get; init; } = "--store";

    /// <summary>Runs it to its end.</summary>
    public Ending Finish(params string[] store)
    {
        using MemoryStream said = new();
        using Process process = Start(store, out Task fed, out Task<string> error);
        process.StandardOutput.BaseStream.CopyTo(said);
        process.WaitForExit();
        fed.Wait();
        return new Ending(process.ExitCode, said.ToArray(), error.Result);
    }

    /// <summary>Kills it once it has said so many bytes, and a while further: in whatever it does then.</summary>
    /// <returns>What it said until then; null where it came to its end before.</returns>
    public byte[]? Kill(long afterBytes, int furtherMicroseconds, params string[] store)
    {
        using MemoryStream said = new();
        using Process process = Start(store, out Task fed, out Task<string> error);
        byte[] buffer = new byte[16 * 1024];
        Stream output = process.StandardOutput.BaseStream;
        while (said.Length < afterBytes && output.Read(buffer) is var count and > 0)
        {
            said.Write(buffer.AsSpan(0, count));
        }

        Stopwatch further = Stopwatch.StartNew();
        while (further.Elapsed.TotalMicroseconds < furtherMicroseconds && !process.HasExited)
        {
        }

        process.Kill();
        output.CopyTo(said);
        process.WaitForExit();
        Task.WaitAll(fed, error);
        return process.ExitCode == 0 ? null : said.ToArray();
    }

    private Process Start(string[] store, out Task fed, out Task<string> error)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, [.. Arguments, Into, .. store])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(info)!;
        fed = Task.Run(() => Feed(process.StandardInput.BaseStream));
        error = process.StandardError.ReadToEndAsync();
        return process;
    }

    private void Feed(Stream to)
    {
        try
        {
            to.Write(Input);
            to.Dispose();
        }
        catch (IOException)
        {
            // It was killed while it was fed.
        }
    }
}
