using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Integration.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A system of its own: a NATS server with the shipped configuration, and roles as processes of the built program.</summary>
internal sealed class ClusterSystem : IDisposable
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
        string[] pipeline = role == "external-publisher" ? [] : ["-p", Pipeline];
        string[] port = arguments.Contains("--serve") ? [] : ["--port", "0"];
        Role made = new(this, ["service", role, .. pipeline, .. arguments, .. port]);
        roles.Add(name, made);
        made.Start();
        return made;
    }

    public Role this[string name] => roles[name];

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
        return info;
    }

    /// <summary>A role as a process, which may be killed and started again.</summary>
    internal sealed class Role(ClusterSystem cluster, string[] arguments) : IDisposable
    {
        private readonly StringBuilder said = new();
        private bool isSilent;
        private Process? process;

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

        public bool HasEnded => process!.HasExited;

        public int Code => process!.ExitCode;

        public void Start()
        {
            process?.Dispose();
            isSilent = false;
            process = Process.Start(cluster.Info(arguments))!;
            process.OutputDataReceived += (_, _) => { };
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

        public void WaitForEnd() => Assert.True(process!.WaitForExit(Patience), Said);

        /// <summary>Waits until it says something.</summary>
        public void WaitFor(string sign)
        {
            lock (said)
            {
                Stopwatch since = Stopwatch.StartNew();
                while (!said.ToString().Contains(sign, StringComparison.Ordinal))
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
