using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>A system of the Redis form of its own: a server, and roles as processes of the built program.</summary>
internal sealed class RedisSystem(TemporaryFolder folder, params string[] server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, ClusterSystem.Role> roles = new(StringComparer.Ordinal);

    public RedisServer Server { get; } = RedisServer.Run(server);

    /// <summary>What all roles are started with, such as settings.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>As whom the program comes to the server, such as <c>pawl:secret@</c>.</summary>
    public string Account { get; set; } = "";

    public ClusterSystem.Role this[string name] => roles[name];

    /// <summary>Starts a role, or starts it again as it was.</summary>
    public ClusterSystem.Role Start(string name, params string[] arguments)
    {
        if (!roles.TryGetValue(name, out ClusterSystem.Role? role))
        {
            string[] port = arguments.Contains("--serve") ? [] : ["--port", "0"];
            roles.Add(name, role = new ClusterSystem.Role(() => Info(["service", name.Split('#')[0], .. arguments, .. port, .. Settings])));
        }

        role.Start();
        return role;
    }

    /// <summary>Starts the program in this system with other words than those of a role.</summary>
    public ClusterSystem.Role Watch(params string[] arguments)
    {
        ClusterSystem.Role made = new(() => Info(arguments));
        roles.Add(string.Join(' ', arguments), made);
        made.Start();
        return made;
    }

    /// <summary>Runs the program in this system.</summary>
    public (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using Process process = Process.Start(Info(arguments))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>
    /// Waits until everything stands on Redis that a replay of the data says of bars, and compares: candles, prices in hundredths, and what nodes say,
    /// letter by letter but for the ids, which count other events.
    /// </summary>
    /// <returns>What the replay says of itself.</returns>
    public string CompareWithReplay(string pipeline, string data, string listing, bool withIds = false) => CompareWithReplay(pipeline, [data], _ => listing, withIds);

    /// <summary>The same of several symbols.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="data">A file for each.</param>
    /// <param name="listingOf">What a symbol is called on Redis.</param>
    /// <param name="withIds">Whether the ids are the same, too.</param>
    public string CompareWithReplay(string pipeline, string[] data, Func<string, string> listingOf, bool withIds = false)
    {
        (int code, _, string error) = Run(["replay", "-p", pipeline, .. data.SelectMany(d => (string[])["-d", d]), "--out", folder["replayed"]]);
        Assert.True(code == 0, error);
        string[] files = Directory.GetFiles(folder["replayed"], "*.jsonl");
        Assert.Equal(data.Length, files.Length);
        Dictionary<string, List<string>> awaited = files.SelectMany(f => Said(f, listingOf(Path.GetFileNameWithoutExtension(f)), withIds)).ToDictionary(StringComparer.Ordinal);
        Stopwatch since = Stopwatch.StartNew();
        foreach ((string stream, List<string> lines) in awaited)
        {
            string[] there = [];
            while ((there = [.. Server.Entries(stream).Select(e => withIds && stream.StartsWith("ind:", StringComparison.Ordinal) ? e.Data : Bare(e.Data))]).Length < lines.Count)
            {
                Assert.True(since.Elapsed < Patience, $"{stream}: {there.Length} of {lines.Count}\n{string.Join('\n', roles.Values.Select(r => r.Said))}");
            }

            Assert.Equal(lines, there);
        }

        string[] streams = [.. Server.Keys("candle:*").Concat(Server.Keys("ind:*:*s:*")).Where(k => !k.Contains(":latest:", StringComparison.Ordinal))];
        Assert.Equal(awaited.Keys.Order(StringComparer.Ordinal), streams.Order(StringComparer.Ordinal));
        return error;
    }

    public void Dispose()
    {
        foreach (ClusterSystem.Role role in roles.Values)
        {
            role.Dispose();
        }

        Server.Dispose();
    }

    /// <summary>The lines of a replay, by the stream that they belong to.</summary>
    private static Dictionary<string, List<string>> Said(string file, string listing, bool withIds)
    {
        Dictionary<string, List<string>> said = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file))
        {
            using JsonDocument message = JsonDocument.Parse(line);
            string frame = message.RootElement.GetProperty("timeframe").GetString()!;
            string node = message.RootElement.GetProperty("metadata").GetProperty("node").GetString()!;
            if (frame == "tick" || (frame == "1s" && node.Length == 0))
            {
                continue;
            }

            int seconds = int.Parse(frame[..^1], CultureInfo.InvariantCulture) * (frame[^1] == 'm' ? 60 : frame[^1] == 'h' ? 3600 : 1);
            string name = node.EndsWith("_" + frame, StringComparison.Ordinal) ? node[..^(frame.Length + 1)] : node;
            bool isCandle = message.RootElement.GetProperty("type").GetString() == "candle";
            string stream = (isCandle ? "candle:" : $"ind:{name}:") + string.Create(CultureInfo.InvariantCulture, $"{seconds}s:") + listing;
            if (!said.TryGetValue(stream, out List<string>? lines))
            {
                said.Add(stream, lines = []);
            }

            lines.Add(isCandle ? Bare(InHundredths(message.RootElement)) : withIds ? line : Bare(line));
        }

        return said;
    }

    /// <summary>A message without its metadata.</summary>
    private static string Bare(string message) => message[..message.IndexOf(",\"metadata\":", StringComparison.Ordinal)];

    private static string InHundredths(JsonElement candle)
    {
        string text = candle.GetRawText();
        foreach (string field in (string[])["open", "high", "low", "close"])
        {
            string price = candle.GetProperty("data").GetProperty(field).GetRawText();
            string hundredths = (decimal.Parse(price, CultureInfo.InvariantCulture) * 100).ToString("0", CultureInfo.InvariantCulture);
            text = text.Replace($"\"{field}\":{price},", $"\"{field}\":{hundredths},", StringComparison.Ordinal);
        }

        return text;
    }

    private ProcessStartInfo Info(string[] arguments)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, arguments) { UseShellExecute = false, WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true };
        info.Environment["PAWL__REDIS__ADDRESS"] = string.Create(CultureInfo.InvariantCulture, $"redis://{Account}127.0.0.1:{Server.Port}");
        return info;
    }
}
