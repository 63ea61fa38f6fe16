using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pawl.Redis;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>A redis-server of its own, on a port that was free, with its files in a folder that goes with it.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly string[] settings;
    private Process? process;

    private RedisServer(string[] settings)
    {
        this.settings = settings;
        Start();
    }

    public int Port { get; private set; }

    public RedisOptions Options => new("127.0.0.1", Port);

    /// <summary>As whom redis-cli comes.</summary>
    public string[] Login { get; set; } = [];

    /// <summary>Where it keeps what it has.</summary>
    public string Folder => folder.Path;

    /// <summary>Starts one; the test is skipped where the program is not installed. Without other settings all that it acknowledged survives a kill.</summary>
    public static RedisServer Run(params string[] settings)
    {
        Assert.SkipWhen(Find("redis-server") is null || Find("redis-cli") is null, "redis-server is not installed: apt-get install redis-server");
        return new RedisServer(settings.Length > 0 ? settings : ["--appendonly", "yes", "--appendfsync", "always"]);
    }

    /// <summary>Starts it again, with the port and the files that it had.</summary>
    public void Start()
    {
        Stopwatch since = Stopwatch.StartNew();
        while (true)
        {
            int port = Port != 0 ? Port : FreePort();
            using ManualResetEventSlim ready = new();
            ProcessStartInfo info = new(Find("redis-server")!, [.. settings.Where(IsFile), "--port", Text(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.Path, .. settings.Where(s => !IsFile(s))])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            process = Process.Start(info)!;
            process.OutputDataReceived += (_, e) =>
            {
                if (e.Data?.Contains("Ready to accept connections", StringComparison.Ordinal) == true)
                {
                    ready.Set();
                }
            };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!process.HasExited)
            {
                if (ready.Wait(10))
                {
                    Port = port;
                    return;
                }

                Assert.True(since.Elapsed < Patience, "redis-server does not get ready");
            }

            // Its port may have been taken meanwhile.
            Assert.True(since.Elapsed < Patience, "redis-server does not start");
        }
    }

    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, Text(process!.Id)]);
        kill.WaitForExit();
    }

    /// <summary>What redis-cli answers, as it writes for programs.</summary>
    public string Cli(params string[] words)
    {
        using Process client = Process.Start(new ProcessStartInfo(Find("redis-cli")!, ["-p", Text(Port), .. Login, .. words]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = client.StandardError.ReadToEndAsync();
        string output = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        Assert.True(client.ExitCode == 0, error.GetAwaiter().GetResult());
        return output.TrimEnd('\n');
    }

    /// <summary>The entries of a stream, by redis-cli: ids and data.</summary>
    public (string Id, string Data)[] Entries(string stream)
    {
        // An entry is three lines: its id, the name of its one field, the value.
        string[] lines = Cli("XRANGE", stream, "-", "+").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length % 3 == 0, $"entries of {stream} have other fields than one");
        return [.. lines.Chunk(3).Select(e => e[1] == "data" ? (e[0], e[2]) : throw new InvalidOperationException(e[1]))];
    }

    /// <summary>The keys that fit a pattern, in order.</summary>
    public string[] Keys(string pattern) => [.. Cli("--scan", "--pattern", pattern).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            Kill();
        }

        process?.Dispose();
        folder.Dispose();
    }

    private static string? Find(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists);

    /// <summary>A file of settings stands first.</summary>
    private static bool IsFile(string setting) => setting.EndsWith(".conf", StringComparison.Ordinal);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
