using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pawl.Nats;
using Pawl.Tests.Integration.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A system of its own: a NATS server with the shipped configuration, and roles as processes of the built program.</summary>
internal sealed partial class ClusterSystem : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, Role> roles = new(StringComparer.Ordinal);

    public ClusterSystem(TemporaryFolder folder, string pipeline)
    {
        (Folder, Pipeline) = (folder, pipeline);
        Server = NatsServer.RunShipped();
    }

    public TemporaryFolder Folder { get; }

    public string Pipeline { get; }

    public NatsServer Server { get; }

    /// <summary>The database of its sink, as a setting has it; empty where it has none.</summary>
    public string Database { get; init; } = "";

    /// <summary>The account that other programs see, as a user of it.</summary>
    public NatsOptions As(string user) => Server.Options with { User = user, Password = user };

    /// <summary>Starts a role, or starts it again.</summary>
    public Role Start(string name, params string[] arguments)
    {
        if (roles.TryGetValue(name, out Role? known))
        {
            known.Start();
            return known;
        }

        string role = name.Split('#')[0];
        string[] pipeline = role is "external-publisher" or "ingestion-gateway" ? [] : ["-p", Pipeline];
        string[] port = arguments.Intersect(["--serve", "--port"]).Any() ? [] : [role == "ingestion-gateway" ? "--listen" : "--port", "0"];
        Role made = new(() => Info(["service", role, .. pipeline, .. arguments, .. port]));
        roles.Add(name, made);
        made.Start();
        return made;
    }

    public Role this[string name] => roles[name];

    /// <summary>Starts the program in this system with other words than those of a role.</summary>
    public Role Watch(params string[] arguments)
    {
        Role made = new(() => Info(arguments));
        roles.Add(string.Join(' ', arguments), made);
        made.Start();
        return made;
    }

    /// <summary>What 'pawl monitor nats logs' says, once all events are computed and there are some.</summary>
    /// <param name="events">How many events the inputs of all logs must have at least.</param>
    public JsonElement Computed(long events)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (true)
        {
            (int code, string text, string error) = Run("monitor", "nats", "logs", "--json", "--out", Folder["logs"]);
            if (code == 0)
            {
                JsonElement said = JsonDocument.Parse(text).RootElement;
                JsonElement[] logs = [.. said.GetProperty("logs").EnumerateArray()];
                if (logs.Sum(l => l.GetProperty("inputs").GetInt64()) >= events && logs.All(l => l.GetProperty("computed").GetInt64() == l.GetProperty("inputs").GetInt64()))
                {
                    return said;
                }
            }

            Assert.True(since.Elapsed < Patience, $"not computed in time: {text}{error}\n{string.Join('\n', roles.Values.Select(r => r.Said))}");
        }
    }

    /// <summary>All logs say what a replay of the same data says, line by line, with its hash.</summary>
    public void CompareWithReplay(string[] data)
    {
        (int code, string output, string error) = Run(["replay", "-p", Pipeline, .. data.SelectMany(d => (string[])["-d", d]), "--out", Folder["replayed"], "--json"]);
        Assert.True(code == 0, error);
        JsonElement replayed = JsonDocument.Parse(output).RootElement;
        JsonElement computed = Computed(data.Sum(d => File.ReadLines(d).Count() - 1L) + 1);
        string[] names = [.. Directory.GetFiles(Folder["replayed"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Equal(File.ReadAllText(Folder["replayed/" + name]), File.ReadAllText(Folder["logs/" + name])));
        Assert.Equal(replayed.GetProperty("run").GetString(), computed.GetProperty("run").GetString());
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

    public void Dispose()
    {
        foreach (Role role in roles.Values)
        {
            role.Dispose();
        }

        Server.Dispose();
    }

    private ProcessStartInfo Info(string[] arguments)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, arguments)
        {
            UseShellExecute = false, WorkingDirectory = Folder.Path, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        string port = Server.Port.ToString(CultureInfo.InvariantCulture);
        info.Environment["PAWL__NATS__INTERNAL"] = $"nats://pawl:internal@127.0.0.1:{port}";
        info.Environment["PAWL__NATS__EXTERNAL"] = $"nats://border:border@127.0.0.1:{port}";
        info.Environment["PAWL__DATABASE__ADDRESS"] = Database;
        return info;
    }

    /// <summary>A role as a process, which may be killed and started again.</summary>
    internal sealed partial class Role(Func<ProcessStartInfo> info) : IDisposable
    {
        private readonly StringBuilder said = new();
        private readonly StringBuilder output = new();
        private bool isSilent;
        private Process? process;
        private int before;

        /// <summary>Where its process serves.</summary>
        public Uri Address
        {
            get
            {
                const string Sign = " at http://localhost:";
                WaitFor(Sign, before);
                string line = Said[before..].Split('\n').First(l => l.Contains(Sign, StringComparison.Ordinal));
                return new Uri("http://127.0.0.1:" + line[(line.IndexOf(Sign, StringComparison.Ordinal) + Sign.Length)..].Trim());
            }
        }

        /// <summary>What all its processes have said.</summary>
        public string Said
        {
            get
            {
                lock (said)
                {
                    return said.ToString();
                }
            }
        }

        /// <summary>What it wrote to standard output, once it has ended.</summary>
        public string Output => output.ToString();

        public bool HasEnded => process!.HasExited;

        public int Code => process!.ExitCode;

        public void Start()
        {
            process?.Dispose();
            isSilent = false;
            before = Said.Length;
            process = Process.Start(info())!;
            process.OutputDataReceived += (_, e) => output.AppendLine(e.Data);
            process.ErrorDataReceived += (_, e) => Note(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
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

        /// <summary>Asks its newest process for something until the answer is as awaited.</summary>
        /// <param name="path">What, such as <c>/health/ready</c>.</param>
        /// <param name="isAwaited">Whether it is.</param>
        public void Ask(string path, Func<HttpStatusCode, string, bool> isAwaited)
        {
            using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
            Stopwatch since = Stopwatch.StartNew();
            string answer = "";
            while (since.Elapsed < Patience)
            {
                if (Served().Matches(Said).LastOrDefault() is { } served)
                {
                    string url = served.Groups["url"].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
                    try
                    {
                        using HttpResponseMessage response = client.GetAsync(url + path).GetAwaiter().GetResult();
                        answer = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
                        if (isAwaited(response.StatusCode, answer))
                        {
                            return;
                        }
                    }
                    catch (HttpRequestException)
                    {
                        // It was that of an earlier process.
                    }
                }
            }

            Assert.Fail($"not as awaited in time: {answer}{Said}");
        }

        /// <summary>Waits until one of its metrics is as awaited.</summary>
        public void WaitFor(string metric, Func<double, bool> isAwaited) => Ask("/metrics", (_, text) =>
            text.Split('\n').FirstOrDefault(l => l.StartsWith(metric + " ", StringComparison.Ordinal)) is { } line
            && isAwaited(double.Parse(line[(metric.Length + 1)..], CultureInfo.InvariantCulture)));

        public void WaitForEnd()
        {
            Assert.True(process!.WaitForExit(Patience), Said);

            // Until all that it wrote has come.
            process.WaitForExit();
        }

        /// <summary>Waits until it says something.</summary>
        public void WaitFor(string sign) => WaitFor(sign, 0);

        /// <summary>Waits until its newest process says something.</summary>
        public void WaitForAgain(string sign) => WaitFor(sign, before);

        private void WaitFor(string sign, int from)
        {
            lock (said)
            {
                Stopwatch since = Stopwatch.StartNew();
                while (!said.ToString(from, said.Length - from).Contains(sign, StringComparison.Ordinal))
                {
                    Assert.True(!isSilent && Monitor.Wait(said, Patience) && since.Elapsed < Patience, $"it does not say '{sign}': {said}");
                }
            }
        }

        public void Dispose()
        {
            if (process is { HasExited: false })
            {
                process.Kill();
                process.WaitForExit();
            }

            process?.Dispose();
        }

        [GeneratedRegex(@"(health and metrics at|serving) (?<url>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Served();

        private void Note(string? line)
        {
            lock (said)
            {
                said.AppendLine(line);
                isSilent = line is null;
                Monitor.PulseAll(said);
            }
        }
    }
}
