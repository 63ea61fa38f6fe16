using System.CommandLine;
using System.Net;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Web;

namespace Pawl.Host.Services;

/// <summary><c>pawl service</c>: a role of a distributed system, as a process.</summary>
internal static class ServiceCommand
{
    internal const string Pipeline = "-p config/pipelines/us_equity_ticks.yaml";

    public static Command Create() => new Verb("service", "Run a role of a distributed system as a process of its own; see docs/guides/cluster.md.")
    {
        Collector(),
        Aggregator(),
        Executor(),
        Publisher(),
        ReplicaVerb.Create("dashboard", WebOptions.DefaultPort, "Serve the page, REST and a WebSocket of a whole system, from a copy of its logs that is computed here."),
        ReplicaVerb.Create("api-gateway", 9090, "Serve REST and a WebSocket of a whole system to other programs, from a copy of its logs that is computed here."),
        Ingest.GatewayCommand.Create(),
        DatabaseSink(),
        TickServerCommand.Create("service "),
        Redis.RedisRoles.MarketEngine(),
        Redis.RedisRoles.MarketEngineOfSocket(),
        Redis.RedisRoles.IndicatorEngine(),
    };

    private static Verb Collector()
    {
        const string Role = "tick-collector";
        PipelineDataOptions input = new();
        Option<string> name = new("--name") { Description = "By this the source is known from others; always the same for the same data.", Required = true, HelpName = "NAME" };
        ParsedOption<double> speed = Options.Parsed<double>("--speed", "N|max", "N times the speed at which the data were recorded; max (default) as fast as possible, a simulated market without end at 1.", RunCommand.Speed, "write a number above 0, such as 1 or 60, or max");
        Option<IPEndPoint?> port = Port(9092);
        Verb verb = new(Role, "Bring what a source has to the border of the system; a recording goes on where it was, and at its end bars are closed.")
        {
            Examples = [$"pawl service tick-collector {Pipeline} -d samples/data/DEMO_trades.csv.gz --name demo"],
        };
        input.AddTo(verb, name, speed, port);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            PipelineData data = input.Read(parsed, values);
            NatsSystem system = new(NatsSettings.Of(values, Role));
            TickCollector collector = new(system, data, parsed.GetValue(name)!, parsed.GetValue(speed) ?? (data.IsEndless ? 1 : double.PositiveInfinity));
            ServiceHealth health = new(Role);
            health.Counter("pawl_collector_events_total", "Events that the source has brought.", () => collector.Sent);
            return Run(Role, parsed.GetValue(port), 9092, health, system, collector.RunAsync);
        });
        return verb;
    }

    private static Verb Aggregator()
    {
        const string Role = "candle-aggregator";
        PipelineDataOptions input = new(takesData: false);
        ParsedOption<int> closeAfter = Options.WholeNumber("--close-after", "Close bars so many seconds after their end also where nothing is traded; without it only what comes closes them. Recordings have their own time.", 0, 3600);
        Option<IPEndPoint?> port = Port(9093);
        Verb verb = new(Role, "Put what comes from outside into the logs: the sequencer. One of them works, another waits for its place.")
        {
            Examples = [$"pawl service candle-aggregator {Pipeline}", $"pawl service candle-aggregator {Pipeline} --close-after 2"],
        };
        input.AddTo(verb, closeAfter, port);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            NatsSystem system = new(NatsSettings.Of(values, Role));
            AggregatorRole role = new(system, new LogFactory(input.Read(parsed, values)), parsed.GetValue(closeAfter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            ServiceHealth health = new(Role);
            health.Counter("pawl_sequencer_events_total", "Events that were put into logs.", () => role.Events);
            health.Counter("pawl_sequencer_doubled_total", "Messages that were left out, because they had come before.", () => role.Doubled);
            health.Counter("pawl_sequencer_refused_total", "Messages that could not be read.", () => role.Refused);
            return Run(Role, parsed.GetValue(port), 9093, health, system, role.RunAsync);
        });
        return verb;
    }

    private static Verb Executor()
    {
        const string Role = "engine-executor";
        PipelineDataOptions input = new(takesData: false);
        Option<string[]> symbols = new("--symbols") { Description = "Its share are the partitions of these symbols, and nothing else is taken over. They must hold no others.", HelpName = "SYM,SYM", AllowMultipleArgumentsPerToken = true };
        ParsedOption<GroupShare> group = Group("Its share is the K-th of N shares of the partitions; all by default. It takes over others where their owner is gone.");
        ParsedOption<int> every = Options.WholeNumber("--snapshot-every", "Save the state of a log after so many events; setting store.snapshot_every.", 1, int.MaxValue);
        Trading.AccountChoice account = new();
        Option<IPEndPoint?> port = Port(9094);
        Verb verb = new(Role, "Compute logs: everything that the pipeline says of them.")
        {
            Examples =
            [
                $"pawl service engine-executor {Pipeline}", $"pawl service engine-executor {Pipeline} --group 1/2",
                "pawl service engine-executor -p config/pipelines/moving_average_cross.yaml --account paper --symbols DEMO",
            ],
        };
        input.AddTo(verb, [symbols, group, every, .. account.All, port]);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            NatsSettings settings = NatsSettings.Of(values, Role);
            NatsSystem system = new(settings);
            PipelineData data = input.Read(parsed, values);
            LogFactory logs = new(data);
            long snapshots = StoreOptionsOfReplay.PolicyOf(parsed.GetValue(every), values).Events;
            ServiceHealth health = new(Role);
            if (account.Read(parsed, data, PartitionShare.Split(parsed.GetValue(symbols) ?? []), parsed.GetValue(group)) is { } paper)
            {
                Trading.AccountRole trader = new(system, logs, data, paper, snapshots);
                AddTo(health, () => trader.Events, () => trader.Owned);
                return Run(Role, parsed.GetValue(port), 9094, health, system, (notes, stop) => trader.RunAsync(Service.NewOwner(Role), notes, stop));
            }

            PartitionShare share = PartitionShare.Of(parsed.GetValue(symbols) ?? [], parsed.GetValue(group), logs, system.Partitions);
            ExecutorRole role = new(system, logs, share, snapshots);
            AddTo(health, () => role.Events, () => role.Owned);
            return Run(Role, parsed.GetValue(port), 9094, health, system, (notes, stop) => role.RunAsync(Service.NewOwner(Role), notes, stop));
        });
        return verb;
    }

    private static void AddTo(ServiceHealth health, Func<long> events, Func<int> partitions)
    {
        health.Counter("pawl_executor_events_total", "Events that its logs have taken.", events);
        health.Gauge("pawl_executor_partitions", "Partitions that it owns.", () => partitions());
    }

    private static Verb Publisher()
    {
        const string Role = "external-publisher";
        SettingOptions input = new();
        Option<IPEndPoint?> port = Port(9097);
        Verb verb = new(Role, "Tell other programs what the logs say, each message once, on the subjects of the catalogue.")
        {
            Examples = ["pawl service external-publisher"],
        };
        verb.Add(port);
        input.AddTo(verb);
        verb.SetAction(parsed =>
        {
            NatsSystem system = new(NatsSettings.Of(input.Read(parsed), Role));
            PublisherRole role = new(system);
            ServiceHealth health = new(Role);
            health.Counter("pawl_publisher_messages_total", "Messages that it has published.", () => role.Messages);
            return Run(Role, parsed.GetValue(port), 9097, health, system, role.RunAsync);
        });
        return verb;
    }

    private static Verb DatabaseSink()
    {
        PipelineDataOptions input = new(takesData: false);
        Option<string> run = new("--run") { Description = "By this the run is found again in the database; the name of the pipeline by default. It never changes while a system lives.", HelpName = "NAME" };
        ParsedOption<GroupShare> group = Group("Its share is the K-th of N shares of the partitions; all by default. Of each share one works, another waits for its place.");
        Option<IPEndPoint?> port = Port(9096);
        Verb verb = new(SinkRole.Name, "Write what the logs took and said to PostgreSQL or TimescaleDB, each row once; see docs/reference/database.md.")
        {
            Examples = [$"pawl service db-sink {Pipeline}", $"pawl service db-sink {Pipeline} --group 1/2"],
        };
        input.AddTo(verb, run, group, port);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            NatsSystem system = new(NatsSettings.Of(values, SinkRole.Name));
            SinkTarget target = SinkTarget.Of(values);
            PipelineData data = input.Read(parsed, values);
            SinkRole role = new(system, new LogFactory(data), target, SinkRole.RunOf(parsed.GetValue(run), data), parsed.GetValue(group) ?? new GroupShare(1, 1));
            ServiceHealth health = new(SinkRole.Name);
            role.AddTo(health);
            return Run(SinkRole.Name, parsed.GetValue(port), 9096, health, system, role.RunAsync);
        });
        return verb;
    }

    private static ParsedOption<GroupShare> Group(string description) => Options.Parsed<GroupShare>("--group", "K/N", description, GroupShare.TryParse, "write a share such as 1/3, 2/3 or 3/3");

    internal static Option<IPEndPoint?> Port(int usual) => ServeOptions.Address(
        "--port", $"Where health and metrics are served, 127.0.0.1:{usual} by default; port 0 takes any that is free. They ask for no key: at 0.0.0.0 whoever reaches this machine reads them.");

    private static int Run(string role, IPEndPoint? address, int usual, ServiceHealth health, NatsSystem system, Func<Action<string>, CancellationToken, Task> work) =>
        Service.Run(role, address ?? new IPEndPoint(IPAddress.Loopback, usual), health, async (notes, stop) =>
        {
            await using (system)
            {
                health.Waits(NatsWatch.Away);
                await system.EnsureAsync(notes, stop);
                health.Ask(() => system.Why);
                health.Waits("");
                using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
                Task watching = system.WatchAsync(ended.Token);
                try
                {
                    await work(notes, stop);
                }
                finally
                {
                    // What it ended with was told to the work, too.
                    await ended.CancelAsync();
                    await Task.WhenAny(watching);
                }
            }
        });
}
