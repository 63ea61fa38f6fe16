using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pawl.Host.Commands;

namespace Pawl.Host.Services.Redis;

/// <summary>A program that belongs to this one, and ends with it. It is kept apart from the terminal, so that Ctrl-C reaches this program alone, which ends the others in their order.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(string name, Process process)
    {
        (Name, this.process) = (name, process);
        Ended = process.WaitForExitAsync(CancellationToken.None);
    }

    public string Name { get; }

    public int Id => process.Id;

    /// <summary>Ends when it does.</summary>
    public Task Ended { get; }

    public int ExitCode => process.ExitCode;

    /// <exception cref="FailureException">It cannot be started.</exception>
    public static ChildProcess Start(string name, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string? apart = Find("setsid");
        ProcessStartInfo info = apart is null ? new(program, arguments) : new(apart, [program, .. arguments]);
        info.UseShellExecute = false;
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[key] = value;
        }

        try
        {
            return new ChildProcess(name, Process.Start(info)!);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new FailureException($"{program}: cannot be started: {e.Message}");
        }
    }

    /// <summary>Begins to watch over this program: whatever ends it, be it killed, programs that belong to it are told to end.</summary>
    /// <returns>Disposed, it ends, and does nothing.</returns>
    public static IDisposable Guard(IEnumerable<ChildProcess> children)
    {
        // The pipe ends with this program; nobody else has it.
        ProcessStartInfo info = new("/bin/sh", ["-c", "trap '' INT HUP; read -r _; kill -TERM \"$@\"", "guard", .. children.Select(c => c.Id.ToString(CultureInfo.InvariantCulture))])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return new Watcher(Process.Start(info)!);
    }

    private sealed class Watcher(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }

    /// <summary>Tells it to end, and kills it where it does not within a time.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (!Ended.IsCompleted)
        {
            using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
            await kill.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(Ended, Task.Delay(patience));
        }

        if (!Ended.IsCompleted)
        {
            process.Kill();
            await Ended;
        }
    }

    public void Dispose() => process.Dispose();

    /// <summary>The path of a program; null where it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists);

    /// <summary>A port that is free now: the usual one, where it is.</summary>
    public static int FreePort(int usual)
    {
        try
        {
            return Free(usual);
        }
        catch (SocketException)
        {
            return Free(0);
        }
    }

    private static int Free(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
