using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Nats;

namespace Pawl.Bench.Cluster;

/// <summary>A NATS server with the shipped configuration, and roles of the built program as processes beside it.</summary>
internal sealed class SmallCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Users = ["border", "feed", "reader", "desk", "internal"];

    private readonly string folder = Directory.CreateTempSubdirectory("pawl-bench-").FullName;
    private readonly List<Process> processes = [];
    private readonly string program;
    private readonly int port;

    /// <param name="program">The built program.</param>
    /// <param name="configuration">The shipped configuration of the server.</param>
    public SmallCluster(string program, string configuration)
    {
        this.program = program;
        string server = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append("/usr/sbin").Select(p => Path.Combine(p, "nats-server")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("nats-server is not installed: apt-get install nats-server");
        string config = Path.Combine(folder, "server.conf");
        File.WriteAllText(config, $"listen: \"127.0.0.1:-1\"\nports_file_dir: \"{folder}\"\n{File.ReadAllText(configuration)}");
        ProcessStartInfo info = new(server, ["-c", config]) { UseShellExecute = false, RedirectStandardError = true };
        info.Environment["PAWL_NATS_STORE"] = Path.Combine(folder, "store");
        foreach (string user in Users)
            info.Environment["PAWL_NATS_" + user.ToUpperInvariant()] = user;
        Start(info, _ => { });
        port = Wait(ReadPort);
    }

    /// <summary>A pipeline of its own.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<NatsConnection> ConnectAsync(string user) => NatsConnection.ConnectAsync(new NatsOptions("127.0.0.1", port) { User = user, Password = user });

    /// <summary>Starts a role, and waits until it says something.</summary>
    public void Start(string role, string sign, params string[] arguments)
    {
        ProcessStartInfo info = new(program, ["service", role, .. arguments, "--port", "0"]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = folder };
        info.Environment["PAWL__NATS__INTERNAL"] = string.Create(CultureInfo.InvariantCulture, $"nats://pawl:internal@127.0.0.1:{port}");
        info.Environment["PAWL__NATS__EXTERNAL"] = string.Create(CultureInfo.InvariantCulture, $"nats://border:border@127.0.0.1:{port}");
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

        Directory.Delete(folder, recursive: true);
    }

    private void Start(ProcessStartInfo info, Action<string> said)
    {
        Process process = Process.Start(info)!;
        processes.Add(process);
        process.ErrorDataReceived += (_, e) => said(e.Data ?? "");
        process.BeginErrorReadLine();
    }

    private int Wait(Func<int?> isThere)
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

    private int? ReadPort()
    {
        string? file = Directory.EnumerateFiles(folder, "*.ports").FirstOrDefault();
        if (file is null || File.ReadAllText(file) is not { Length: > 0 } text || !text.TrimEnd().EndsWith('}'))
            return null;
        using JsonDocument said = JsonDocument.Parse(text);
        return new Uri(said.RootElement.GetProperty("nats")[0].GetString()!).Port;
    }
}
