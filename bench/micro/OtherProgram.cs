using System.Diagnostics;
using System.Globalization;

namespace Pawl.Bench;

/// <summary>A program that a row runs from start to end; bench/run builds it and says where it is.</summary>
public sealed class OtherProgram
{
    private readonly string _path;

    private OtherProgram(string path) => _path = path;

    /// <summary>The program whose path the environment variable holds, or null.</summary>
    public static OtherProgram? Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? new OtherProgram(path) : null;

    public void Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        process.WaitForExit();
        Check(process, arguments);
    }

    /// <summary>
    /// The most memory that was resident at a time, in bytes. The kernel keeps it until the process is gone, so it is
    /// asked until then.
    /// </summary>
    public double PeakMemory(params string[] arguments)
    {
        using Process process = Start(arguments);
        string status = $"/proc/{process.Id}/status";
        double peak = 0;
        while (!process.HasExited)
            peak = Math.Max(peak, ReadPeak(status));
        Check(process, arguments);
        return peak;
    }

    private Process Start(string[] arguments) =>
        Process.Start(new ProcessStartInfo(_path, arguments) { UseShellExecute = false, RedirectStandardError = true })
        ?? throw new InvalidOperationException($"{_path} did not start");

    private void Check(Process process, string[] arguments)
    {
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{_path} {string.Join(' ', arguments)} ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }

    private static double ReadPeak(string status)
    {
        const string field = "VmHWM:";
        try
        {
            string? line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
