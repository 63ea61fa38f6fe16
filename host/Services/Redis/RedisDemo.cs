using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Host.Commands;
using Pawl.Host.Web.Live;
using Pawl.Ingestion;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// <c>pawl demo --profile redis</c>: a Redis server of its own and every role of the Redis form, each as a process: tickserver,
/// mdengine-sim, indengine, dashboard and api-gateway.
/// </summary>
/// <param name="folder">Where everything is kept.</param>
/// <param name="settings">What says how, handed on to each role.</param>
internal sealed class RedisDemo(string folder, IReadOnlyList<string> settings)
{
    private const int RedisPort = 6379;
    private const int TickPort = 9001;
    private const int MarketPort = 9091;
    private const int IndicatorPort = 9094;
    private const int ApiPort = 9090;

    /// <summary>How long everything may take to end well, the server last.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RolePatience = TimeSpan.FromSeconds(12);

    private readonly string candles = Path.GetFullPath(Path.Combine(folder, "candles.db"));

    public int Seed { get; init; } = 1;

    public double Speed { get; init; } = 1;

    /// <summary>The port of the page; null for none.</summary>
    public int? Page { get; init; }

    /// <summary>Whether the page and the API are left out.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>Runs until it is told to stop, or a part of it ends.</summary>
    /// <exception cref="FailureException">redis-server is not there, or a part of it has ended.</exception>
    public void Run(CancellationToken stop)
    {
        string server = ChildProcess.Find("redis-server") ?? throw new FailureException(
            "redis-server is not installed, and 'pawl demo --profile redis' starts one: apt-get install redis-server, or brew install redis; 'pawl demo' alone needs no server");
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using PosixSignalRegistration hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            ended.Cancel();
        });
        try
        {
            RunAsync(server, ended.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It was stopped before everything had begun.
        }
    }

    private async Task RunAsync(string server, CancellationToken stop)
    {
        (ChildProcess redis, int port) = await StartServerAsync(server, stop);
        List<ChildProcess> roles = [];
        try
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"redis-server: at 127.0.0.1:{port}; 'redis-cli -p {port} --scan' shows its keys"));
            StartRoles(string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{port}"), roles);
            ChildProcess[] all = [.. roles, redis];
            using IDisposable guard = ChildProcess.Guard(all);
            await Task.WhenAny([.. all.Select(c => c.Ended), Task.Delay(Timeout.Infinite, stop)]);
            if (!stop.IsCancellationRequested && Array.Find(all, c => c.Ended.IsCompleted) is { } first)
            {
                throw new FailureException($"{first.Name} has ended with {first.ExitCode}, so everything does; see above, and {LogOf(folder)}");
            }
        }
        finally
        {
            await Task.WhenAll(roles.Select(r => r.StopAsync(RolePatience)));
            await redis.StopAsync(RolePatience);
            roles.ForEach(r => r.Dispose());
            redis.Dispose();
            Console.Error.WriteLine($"stopped; the same command goes on with what is in {folder}");
        }
    }

    private static string LogOf(string folder) => Path.GetFullPath(Path.Combine(folder, "redis", "redis.log"));

    /// <summary>Starts a server at a port that is free; that may be taken meanwhile, so it is tried again.</summary>
    private async Task<(ChildProcess Server, int Port)> StartServerAsync(string program, CancellationToken stop)
    {
        string data = Path.GetFullPath(Path.Combine(folder, "redis"));
        OutputArgument.Prepare(data, path => Directory.CreateDirectory(path));
        for (int round = 0; ; round++)
        {
            int port = FreePort("redis-server", RedisPort);
            ChildProcess server = ChildProcess.Start("redis-server", program,
            [
                "--bind", "127.0.0.1", "--port", Text(port), "--dir", data, "--logfile", LogOf(folder),
                "--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory", "1gb", "--maxmemory-policy", "noeviction",
            ]);
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop);
            late.CancelAfter(StartPatience);
            try
            {
                while (!server.Ended.IsCompleted)
                {
                    if (await AnswersAsync(port, late.Token))
                    {
                        return (server, port);
                    }

                    await Task.Delay(50, late.Token);
                }
            }
            catch (OperationCanceledException)
            {
                await server.StopAsync(RolePatience);
                stop.ThrowIfCancellationRequested();
            }

            server.Dispose();
            if (round == 2)
            {
                throw new FailureException($"redis-server does not start; its log is {LogOf(folder)}");
            }
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken stop)
    {
        try
        {
            await using RedisConnection connection = await RedisConnection.ConnectAsync(new RedisOptions("127.0.0.1", port), stop);
            return !(await connection.AskAsync(new RedisCommand("PING"), stop)).IsNull;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private void StartRoles(string server, List<ChildProcess> roles)
    {
        Dictionary<string, string> environment = new() { ["PAWL__REDIS__ADDRESS"] = server, ["PAWL__REDIS__CANDLES"] = candles };
        int ticks = FreePort("tickserver", TickPort);
        Start("tickserver", ["--market", MarketOf().ToString(), "--speed", Speed.ToString(CultureInfo.InvariantCulture), "--port", Text(ticks)]);
        StartWithSettings("mdengine-sim", "--from", string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{ticks}/"), "--port", Text(FreePort("mdengine-sim", MarketPort)));
        StartWithSettings("indengine", "--port", Text(FreePort("indengine", IndicatorPort)));
        if (!IsHeadless)
        {
            StartWithSettings("dashboard", "--store", Path.Combine(folder, "dashboard.db"), "--serve", Text(Page is 0 ? ChildProcess.FreePort(0) : FreePort("dashboard", Page ?? Web.WebOptions.DefaultPort)));
            StartWithSettings("api-gateway", "--store", Path.Combine(folder, "api-gateway.db"), "--serve", Text(FreePort("api-gateway", ApiPort)));
        }

        void StartWithSettings(string role, params string[] arguments) => Start(role, [.. arguments, .. settings]);
        void Start(string role, string[] arguments) => roles.Add(ChildProcess.Start(role, Environment.ProcessPath!, ["service", role, .. arguments], environment));
    }

    /// <summary>A market that begins now, or where the candles end that are there already.</summary>
    private SimulatedOptions MarketOf()
    {
        using CandleStore? store = CandleStore.ToRead(candles);
        long known = store?.Series().Select(s => s.Last).DefaultIfEmpty().Max() ?? 0;
        long now = Frame.Now().Nanoseconds;
        return new SimulatedOptions { Seed = Seed, Start = new Timestamp(Math.Max(known * 1_000_000, now - (now % Timestamp.NanosecondsPerSecond))) };
    }

    private static int FreePort(string name, int usual)
    {
        int port = ChildProcess.FreePort(usual);
        if (port != usual)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: port {usual} is in use; it takes {port}"));
        }

        return port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
