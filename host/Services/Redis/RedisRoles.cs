using System.CommandLine;
using System.Net;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>The roles of the Redis form, as verbs of <c>pawl service</c>.</summary>
internal static class RedisRoles
{
    private const string UsualPipeline = "indengine.yaml";

    public static Verb MarketEngine()
    {
        Option<string[]> data = new("--data", "-d") { Description = "Files of ticks, or 'simulated'; the setting redis.source without it.", AllowMultipleArgumentsPerToken = true, HelpName = "[SYM=]FILE" };
        ParsedOption<double> speed = Options.Parsed<double>("--speed", "N|max", "N times the speed at which the data were recorded; max (default) as fast as possible, a simulated market without end at 1.", RunCommand.Speed, "write a number above 0, such as 1 or 60, or max");
        Verb verb = MarketEngine(
            CandlePublisher.Role, "Make candles of a source and bring them to Redis and SQLite; see docs/guides/redis.md.", 9090,
            ["pawl service mdengine -d samples/data/DEMO_trades.csv.gz", "pawl service mdengine --data simulated --speed 1"], [data, speed],
            (parsed, values, source) =>
            {
                string[] files = parsed.GetValue(data) is { Length: > 0 } given ? given : values.Get(SettingTable.RedisSource).Split(',', StringSplitOptions.TrimEntries);
                PipelineData read = source with { Files = files, Parquet = new ParquetFiles(values.Get(SettingTable.DuckDb)) };
                return (read, parsed.GetValue(speed) ?? (read.IsEndless ? 1 : double.PositiveInfinity));
            });
        Options.RefuseOptionsAsValues(data, verb);
        return verb;
    }

    public static Verb MarketEngineOfSocket()
    {
        const string Role = CandlePublisher.Role + "-sim";
        Option<string> from = new("--from") { Description = "The WebSocket that ticks come from.", HelpName = "URL", DefaultValueFactory = _ => "ws://localhost:9001/" };
        return MarketEngine(
            Role, "The same as mdengine, of the ticks that 'pawl service tickserver' or another program sends by WebSocket.", 9091, ["pawl service mdengine-sim"], [from],
            (parsed, _, source) =>
            {
                string text = parsed.GetValue(from)!;
                Uri address = Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme is "ws" or "wss") ? url
                    : throw new UsageException($"--from {Shown.Of(text)}: is no address of a WebSocket; write such as ws://localhost:9001/");
                return (source with { Feed = new LiveFeed("tickserver", symbols => new SocketInput(address, symbols, line => Console.Error.WriteLine($"{Role}: {line}"))) }, double.PositiveInfinity);
            });
    }

    /// <param name="name">The role.</param>
    /// <param name="description">What it does.</param>
    /// <param name="usual">The port of its health.</param>
    /// <param name="examples">How it is started.</param>
    /// <param name="own">Options of its own.</param>
    /// <param name="open">What it reads, and how fast.</param>
    private static Verb MarketEngine(string name, string description, int usual, string[] examples, Option[] own, Func<ParseResult, SettingValues, PipelineData, (PipelineData Data, double Speed)> open)
    {
        Option<IPEndPoint?> port = ServiceCommand.Port(usual);
        SettingOptions settings = new(withProfile: true);
        InstrumentOptions instrument = new();
        Verb verb = new(name, description) { Examples = examples };
        foreach (Option option in (Option[])[.. own, port])
        {
            verb.Add(option);
        }

        settings.AddTo(verb);
        instrument.AddTo(verb);
        verb.SetAction(parsed =>
        {
            SettingValues values = settings.Read(parsed);
            RedisSettings redis = RedisSettings.Of(values, name);
            (Graph graph, PipelineFile file) = CandlePipeline.Compile(CandlePublisher.Role, SettingTable.RedisFrames.Name, redis.Frames.Prepend(TimeFrame.Of(1, TimeUnit.Second)).Distinct());
            (PipelineData source, double rate) = open(parsed, values, new PipelineData(CandlePublisher.Role, graph, file, [], instrument.Read(parsed, values)));
            MarketEngineRole role = new(source, redis, new Listings(values), rate);
            ServiceHealth health = new(name);
            health.Counter("pawl_mdengine_events_total", "Events that the source has brought.", () => role.Events);
            health.Counter("pawl_mdengine_written_total", "Entries that were written to streams.", () => role.Written);
            health.Counter("pawl_mdengine_repeated_total", "Entries that Redis had already.", () => role.Repeated);
            health.Counter("pawl_mdengine_stored_total", "Candles that are in SQLite.", () => role.Stored);
            health.Counter("pawl_mdengine_dropped_total", "Previews that were left out, because Redis was slower.", () => role.Dropped);
            return Service.Run(name, parsed.GetValue(port) ?? new IPEndPoint(IPAddress.Loopback, usual), health, async (notes, stop) =>
            {
                await using (role)
                {
                    health.Waits("the Redis server is away");
                    await role.RunAsync(health, notes, stop);
                }
            });
        });
        return verb;
    }

    /// <summary>The pipeline where none is named.</summary>
    /// <exception cref="FailureException">It is not there.</exception>
    public static string FindUsualPipeline() => ConfigFolder.Find(Path.Combine("pipelines", UsualPipeline))
        ?? throw new FailureException($"config/pipelines/{UsualPipeline} is neither here nor beside the program; name a pipeline with --pipeline");

    public static Verb IndicatorEngine()
    {
        PipelineDataOptions input = new(needsPipeline: false, takesData: false, withProfile: true);
        Option<IPEndPoint?> port = ServiceCommand.Port(9094);
        Verb verb = new(IndicatorEngineRole.Role, "Compute indicators of the candles on Redis, of complete and of forming ones; see docs/guides/redis.md.")
        {
            Examples = ["pawl service indengine", "pawl service indengine -p config/pipelines/moving_average_cross.yaml"],
        };
        input.AddTo(verb, port);
        verb.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            string? usual = input.HasPipeline(parsed) ? null : FindUsualPipeline();
            IndicatorEngineRole role = new(input.Read(parsed, values, other: usual), RedisSettings.Of(values, IndicatorEngineRole.Role), new Listings(values), TimeSpan.FromSeconds(values.Get(SettingTable.SnapshotSeconds)));
            ServiceHealth health = new(IndicatorEngineRole.Role);
            health.Counter("pawl_indengine_candles_total", "Complete candles that it has taken.", () => role.Candles);
            health.Counter("pawl_indengine_written_total", "Confirmed results that it has written.", () => role.Written);
            health.Counter("pawl_indengine_previews_total", "Previews that it has published.", () => role.Peeks);
            return Service.Run(IndicatorEngineRole.Role, parsed.GetValue(port) ?? new IPEndPoint(IPAddress.Loopback, 9094), health, (notes, stop) => role.RunAsync(health, notes, stop));
        });
        return verb;
    }
}
