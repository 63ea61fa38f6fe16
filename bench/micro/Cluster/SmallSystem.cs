using System.Diagnostics;

namespace Pawl.Bench.Cluster;

/// <summary>A server of its own, and roles of the built program as processes beside it.</summary>
internal abstract class SmallSystem(string program) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Process> processes = [];

    /// <summary>Where everything lies that it makes.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("pawl-bench-").FullName;

    /// <summary>A pipeline of its own.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Starts a role, and waits until it says something.</summary>
    public void Start(string role, string sign, params string[] arguments)
    {
        ProcessStartInfo info = new(program, ["service", role, .. arguments, "--port", "0"]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach ((string variable, string value) in Settings)
            info.Environment[variable] = value;
        bool hasSaid = false;
        Start(info, line =>
        {
            if (line.Contains(sign, StringComparison.Ordinal))
                Volatile.Write(ref hasSaid, true);
        });
        Wait(() => Volatile.Read(ref hasSaid) ? 1 : null);
    }

    public void Dispose()
    {
        processes.Reverse();
        foreach (Process process in processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What roles are told of the server.</summary>
    protected abstract IReadOnlyList<(string Variable, string Value)> Settings { get; }

    /// <summary>The path of a server.</summary>
    protected static string Find(string server) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append("/usr/sbin").Select(p => Path.Combine(p, server)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{server} is not installed: apt-get install {server}");

    protected void Start(ProcessStartInfo info, Action<string> said)
    {
        Process process = Process.Start(info)!;
        processes.Add(process);
        process.ErrorDataReceived += (_, e) => said(e.Data ?? "");
        process.BeginErrorReadLine();
    }

    /// <summary>Waits for something of the newest process.</summary>
    protected int Wait(Func<int?> isThere)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience && !processes[^1].HasExited)
        {
            if (isThere() is { } found)
                return found;
            // A server that starts tells nobody when it is there: it is looked at again.
            Thread.Sleep(20);
        }

        throw new InvalidOperationException($"{processes[^1].StartInfo.FileName} {string.Join(' ', processes[^1].StartInfo.ArgumentList)} did not start");
    }
}
