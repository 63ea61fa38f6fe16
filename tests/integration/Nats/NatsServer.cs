using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>A nats-server of its own, on a port that was free, with its files in a folder that goes with it.</summary>
internal sealed class NatsServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly string program;
    private readonly string settings;
    private readonly bool isWhole;
    private Process? process;

    private NatsServer(string program, string settings, bool isWhole)
    {
        this.program = program;
        this.settings = settings;
        this.isWhole = isWhole;
        Start();
    }

    /// <summary>What the shipped configuration takes from the environment: passwords, each the name of its user.</summary>
    private static readonly string[] Users = ["border", "feed", "reader", "desk", "internal"];

    public int Port { get; private set; } = -1;

    public NatsOptions Options => new("127.0.0.1", Port);

    /// <summary>Starts one; the test is skipped where the program is not installed.</summary>
    /// <param name="settings">What its configuration has beside the address, JetStream and their folders.</param>
    public static NatsServer Run(string settings = "") => Run(settings, isWhole: false);

    /// <summary>Starts one with the configuration that is shipped; the password of each user is his name, that of pawl "internal".</summary>
    public static NatsServer RunShipped() => Run(File.ReadAllText(Repository.PathOf("infra", "nats", "nats-server.conf")), isWhole: true);

    private static NatsServer Run(string settings, bool isWhole)
    {
        string? found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append("/usr/sbin").Select(p => Path.Combine(p, "nats-server")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "nats-server is not installed: apt-get install nats-server");
        return new NatsServer(found!, settings, isWhole);
    }

    /// <summary>Starts it again, with the port and the files that it had.</summary>
    public void Start()
    {
        string ports = folder["ports"];
        if (Directory.Exists(ports))
        {
            Directory.Delete(ports, recursive: true);
        }

        Directory.CreateDirectory(ports);
        folder.Write("server.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            listen: "127.0.0.1:{{Port}}"
            ports_file_dir: "{{ports}}"
            {{(isWhole ? "" : $"jetstream {{ store_dir: \"{folder["store"]}\", max_file: 1GB }}")}}
            {{settings}}
            """));
        Stopwatch since = Stopwatch.StartNew();
        while (true)
        {
            ProcessStartInfo info = new(program, ["-c", folder["server.conf"]]) { UseShellExecute = false, RedirectStandardError = true };
            info.Environment["PAWL_NATS_STORE"] = folder["store"];
            Array.ForEach(Users, user => info.Environment["PAWL_NATS_" + user.ToUpperInvariant()] = user);
            process = Process.Start(info)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            if (ReadPort(ports) is { } port)
            {
                Port = port;
                return;
            }

            // Its port may have been lent to somebody's connection meanwhile.
            Assert.True(since.Elapsed < Patience, "nats-server does not start");
        }
    }

    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            Kill();
        }

        process?.Dispose();
        folder.Dispose();
    }

    /// <summary>The port of a server that is ready; null where it ended.</summary>
    private int? ReadPort(string ports)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (!process!.HasExited)
        {
            Assert.True(since.Elapsed < Patience, "nats-server does not say its port");
            string? file = Directory.EnumerateFiles(ports, "*.ports").FirstOrDefault();
            if (file is not null && File.ReadAllText(file) is { Length: > 0 } text && text.TrimEnd().EndsWith('}'))
            {
                using JsonDocument said = JsonDocument.Parse(text);
                return new Uri(said.RootElement.GetProperty("nats")[0].GetString()!).Port;
            }

            Thread.Sleep(10);
        }

        return null;
    }
}
