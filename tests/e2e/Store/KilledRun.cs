using System.Diagnostics;
using Pawl.Tests.Support;

namespace Pawl.Tests.E2E.Store;

/// <summary>Runs the program and kills it, as the kernel would, once it has said so many bytes.</summary>
internal static class KilledRun
{
    /// <summary>What it said until then; null where it came to its end before.</summary>
    public static byte[]? Start(string folder, string[] arguments, long killAfter, int furtherMicroseconds)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using MemoryStream said = new();
        byte[] buffer = new byte[16 * 1024];
        Stream output = process.StandardOutput.BaseStream;
        while (said.Length < killAfter && output.Read(buffer) is var count and > 0)
        {
            said.Write(buffer.AsSpan(0, count));
        }

        // Somewhere in what it does next: computing, writing, flushing.
        Stopwatch further = Stopwatch.StartNew();
        while (further.Elapsed.TotalMicroseconds < furtherMicroseconds && !process.HasExited)
        {
        }

        process.Kill();
        output.CopyTo(said);
        process.WaitForExit();
        error.Wait();
        return process.ExitCode == 0 ? null : said.ToArray();
    }
}
