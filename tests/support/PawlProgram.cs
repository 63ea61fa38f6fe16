using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Tests.Support;

/// <summary>What a program said and how it ended.</summary>
public sealed record Ending(int Code, byte[] Output, string Error)
{
    public string Text { get; } = Encoding.UTF8.GetString(Output);

    public string[] ErrorLines { get; } = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string OutputHash => Convert.ToHexStringLower(SHA256.HashData(Output));

    /// <summary>The hash that the summary gives for a log, or for the whole <c>run</c>.</summary>
    public string Hash(string ofLog)
    {
        string start = (ofLog == "run" ? "run" : "log " + ofLog) + " sha256:";
        return ErrorLines.Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];
    }
}

/// <summary>Runs the built program as a user does.</summary>
public static class PawlProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Ending> Built = new(() => Start(Launcher, Repository.Root, ["--version"]));

    public static string Launcher => Repository.PathOf("pawl");

    /// <summary>The program itself, without its launcher, which would be another process.</summary>
    public static string BuiltProgram
    {
        get
        {
            Ready();
            return Repository.PathOf("artifacts", "pawl", "pawl");
        }
    }

    /// <summary>Runs <c>./pawl</c>, built before if it needs to be.</summary>
    public static Ending Run(string folder, params string[] arguments) => Start(Ready(), folder, arguments);

    /// <summary>Runs a line of shell in which <c>pawl</c> is the program.</summary>
    public static Ending Shell(string folder, string line)
    {
        Ready();
        return Start("bash", folder, ["-c", "set -o pipefail; " + line]);
    }

    /// <summary>Runs a line of shell, one call of <c>pawl</c>, until it says something on standard error, and then interrupts it as Ctrl-C does.</summary>
    public static Ending Interrupted(string folder, string line, string sign)
    {
        Ready();
        using Process process = Begin("bash", folder, ["-c", "exec " + line]);
        StringBuilder said = new();
        while (process.StandardError.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult() is { } next)
        {
            said.AppendLine(next);
            if (next.Contains(sign, StringComparison.Ordinal))
            {
                Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
                break;
            }
        }

        return End(process, said.ToString());
    }

    /// <summary>Runs another build of the program, such as that of the tests' own configuration.</summary>
    public static Ending RunOther(string program, string folder, params string[] arguments) => Start(program, folder, arguments);

    private static string Ready() => Built.Value.Code == 0 ? Launcher : throw new InvalidOperationException("pawl cannot be built: " + Built.Value.Error);

    private static Ending Start(string program, string folder, string[] arguments)
    {
        using Process process = Begin(program, folder, arguments);
        return End(process, "");
    }

    private static Process Begin(string program, string folder, string[] arguments)
    {
        ProcessStartInfo info = new(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["PATH"] = Repository.Root + ":" + info.Environment["PATH"];
        Process process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    private static Ending End(Process process, string said)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copied = process.StandardOutput.BaseStream.CopyToAsync(output);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience}");
        }

        Task.WaitAll(copied, error);
        return new Ending(process.ExitCode, output.ToArray(), said + error.Result);
    }
}
