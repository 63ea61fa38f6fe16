using System.Diagnostics;

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
        using Process process = Process.Start(new ProcessStartInfo(_path, arguments) { UseShellExecute = false })
            ?? throw new InvalidOperationException($"{_path} did not start");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{_path} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
