using Pawl.Host.Replay;
using Pawl.Persistence;

namespace Pawl.Host.Configuration.Settings;

/// <summary>
/// All settings of the program. Reading, overriding, the JSON Schema, the reference page and the shipped file follow from
/// this table; a setting stands here once something reads it.
/// </summary>
public static class SettingTable
{
    public static Setting<int> Threads { get; } = new(
        "engine", "threads", SettingTypes.WholeNumber(1, 1024), Environment.ProcessorCount,
        "Threads that compute; results do not depend on it. The option --threads overrides it.",
        "as many as there are processors");

    public static Setting<OutputFormat> Format { get; } = new(
        "replay", "format", SettingTypes.Choice<OutputFormat>(), OutputFormat.Jsonl,
        "How outputs are written into a folder: jsonl, one file per log; csv, one file per node. The option --format overrides it.");

    public static Setting<string> Instruments { get; } = new(
        "data", "instruments", SettingTypes.Path, "",
        "The file of instruments and trading calendars, of which --instrument names one.",
        "config/instruments.yaml, in the current folder, else beside the program");

    public static Setting<string> DuckDb { get; } = new(
        "data", "duckdb", SettingTypes.Path, "",
        "DuckDB's native library, through which Parquet files are read and written: libduckdb of 'npm install @duckdb/node-bindings-linux-x64' or that of another system.",
        "none: Parquet is refused");

    public static Setting<Durability> Durability { get; } = new(
        "store", "durability", SettingTypes.Choice<Durability>(), Persistence.Durability.Full,
        "What a commit of --store survives: full, also a loss of power; normal, any end of the program, but a loss of power may take the last commits.");

    public static Setting<int> SnapshotEvery { get; } = new(
        "store", "snapshot_every", SettingTypes.WholeNumber(1, int.MaxValue), 1_000_000,
        "Events of a log after which its state is saved. The option --snapshot-every overrides it.");

    public static Setting<int> SnapshotSeconds { get; } = new(
        "store", "snapshot_seconds", SettingTypes.WholeNumber(1, 86_400), 60,
        "Seconds after which the states of all logs are saved that have had events since.");

    public static Setting<bool> StoreTicks { get; } = new(
        "store", "ticks", SettingTypes.Switch, true,
        "Whether each tick and quote gets a row in the tables ticks and quotes, beside its place in the input log.");

    public static Setting<int> KeepInputDays { get; } = new(
        "store", "keep_input_days", SettingTypes.WholeNumber(0, 36_500), 0,
        "Days, by the time of the events, for which a run keeps its input log and the rows of ticks and quotes; 0 is for ever. What recovery needs stays.");

    public static Setting<int> KeepOutputDays { get; } = new(
        "store", "keep_output_days", SettingTypes.WholeNumber(0, 36_500), 0,
        "Days, by the time of the events, for which a run keeps its output log and the rows of the other tables; 0 is for ever. What recovery needs stays.");

    public static Setting<int> KeepSnapshots { get; } = new(
        "store", "keep_snapshots", SettingTypes.WholeNumber(1, 1000), 3,
        "Saved states of a log that are kept, the newest ones.");

    public static Setting<string> WebKeys { get; } = new(
        "web", "keys", SettingTypes.Path, "",
        "The file of keys for those who ask by HTTP and WebSocket, a line for each as 'pawl key' prints it. With it, nothing is told without a key.",
        "none: everybody who reaches the server may read, and nobody may trade");

    public static Setting<string> WebHosts { get; } = new(
        "web", "hosts", SettingTypes.Words, "",
        "Further names under which the server is reached, such as desk.example.com; requests that are addressed to another are refused.",
        "localhost and the address itself");

    public static Setting<string> WebOrigins { get; } = new(
        "web", "origins", SettingTypes.Words, "",
        "Servers whose pages may use this one in a browser, such as https://desk.example.com.",
        "its own pages alone");

    public static Setting<string> WebReports { get; } = new(
        "web", "reports", SettingTypes.Path, "",
        "The folder in which folders of back-tests lie, whose reports are served.",
        "none");

    public static Setting<string> WebCertificate { get; } = new(
        "web", "certificate", SettingTypes.Path, "",
        "The file of the server's certificate, with those between it and the authority behind it (PEM). With it and web.key HTTPS is spoken.",
        "none: HTTP");

    public static Setting<string> WebKey { get; } = new(
        "web", "key", SettingTypes.Path, "",
        "The file of the private key of web.certificate (PEM, without a password).",
        "none");

    public static Setting<bool> WebPlain { get; } = new(
        "web", "plain", SettingTypes.Switch, false,
        "Whether HTTP without TLS may be spoken at an address other than that of this machine, because what stands before it, such as an ingress, encrypts.");

    public static Setting<int> WebWindow { get; } = new(
        "web", "window_mb", SettingTypes.WholeNumber(1, 1_000_000), 256,
        "Megabytes that all messages together take which are kept for clients that come back; where it is too little for all, the largest streams are cut.");

    public static Setting<ServiceProfile> Profile { get; } = new(
        "service", "profile", SettingTypes.Choice<ServiceProfile>(), ServiceProfile.Nats,
        "Which system 'pawl service dashboard' and 'api-gateway' show: that on NATS, or the Redis form.");

    public static Setting<Secret> NatsInternal { get; } = new(
        "nats", "internal", SettingTypes.Secret, Secret.None,
        "The NATS server and the account of the system itself, as nats://pawl:PASSWORD@HOST:4222; best given in the environment.",
        "none: services of the distributed form need it");

    public static Setting<Secret> NatsExternal { get; } = new(
        "nats", "external", SettingTypes.Secret, Secret.None,
        "The NATS server and the account that other programs see, as nats://border:PASSWORD@HOST:4222; best given in the environment.",
        "none: services of the distributed form need it");

    public static Setting<string> NatsInternalNkey { get; } = new(
        "nats", "internal_nkey", SettingTypes.Path, "",
        "The file with the nkey seed (SU…) by which the system's own account is logged in to; the address then has no password.",
        "none: by what nats.internal says");

    public static Setting<string> NatsExternalNkey { get; } = new(
        "nats", "external_nkey", SettingTypes.Path, "",
        "The file with the nkey seed (SU…) by which the account that other programs see is logged in to; the address then has no password.",
        "none: by what nats.external says");

    public static Setting<int> NatsPartitions { get; } = new(
        "nats", "partitions", SettingTypes.WholeNumber(1, 256), Pawl.Bus.Partitions.Default,
        "Into how many partitions the logs are spread, the unit of ownership. It must never change while a system lives.");

    public static Setting<int> NatsReplicas { get; } = new(
        "nats", "replicas", SettingTypes.WholeNumber(1, 5), 1,
        "On how many servers of a cluster each stream lies: 1, 3 or 5.");

    public static Setting<int> NatsDuplicates { get; } = new(
        "nats", "duplicates_seconds", SettingTypes.WholeNumber(1, 86_400), 120,
        "Seconds for which the server knows the id of a message that came, and leaves out a second one with it. It must be the same for all services, and must not change while the stream TICKS lives.");

    public static Setting<Secret> RedisAddress { get; } = new(
        "redis", "address", SettingTypes.Secret, Secret.None,
        "The Redis server of the Redis form, as redis://USER:PASSWORD@HOST:6379; best given in the environment.",
        "redis://127.0.0.1:6379, without a password");

    public static Setting<string> RedisSource { get; } = new(
        "redis", "source", SettingTypes.Words, "simulated",
        "What mdengine reads: files of data with commas between, or 'simulated'. The option --data overrides it.");

    public static Setting<string> RedisFrames { get; } = new(
        "redis", "frames", SettingTypes.Words, "60,120,180,300",
        "The time frames whose candles mdengine publishes, in seconds, the smallest dividing all others.");

    public static Setting<string> RedisCandles { get; } = new(
        "redis", "candles", SettingTypes.Path, "candles.db",
        "The SQLite file in which mdengine keeps all candles, and from which indengine goes on where Redis does not hold enough.");

    public static Setting<RedisTicks> RedisTicks { get; } = new(
        "redis", "ticks", SettingTypes.Choice<RedisTicks>(), Settings.RedisTicks.Publish,
        "publish: ticks are published, and who is not there misses them. stream: they are also written into streams, so that indengine computes what reads ticks.");

    public static Setting<int> RedisKeepMinutes { get; } = new(
        "redis", "keep_minutes", SettingTypes.WholeNumber(1, 1_000_000), 180,
        "Minutes that streams of candles and indicators reach back, about.");

    public static Setting<int> RedisKeepTicks { get; } = new(
        "redis", "keep_ticks", SettingTypes.WholeNumber(1_000, 100_000_000), 1_000_000,
        "Ticks that each stream of ticks holds, about.");

    public static Setting<int> RedisLatestSeconds { get; } = new(
        "redis", "latest_seconds", SettingTypes.WholeNumber(1, 86_400), 1800,
        "Seconds after which a key with a latest value goes.");

    public static Setting<int> RedisTickQueue { get; } = new(
        "redis", "tick_queue", SettingTypes.WholeNumber(1, 10_000_000), 10_000,
        "Ticks that wait in mdengine for being made into candles; then the source waits.");

    public static Setting<int> RedisCandleQueue { get; } = new(
        "redis", "candle_queue", SettingTypes.WholeNumber(1, 10_000_000), 5_000,
        "Candles that wait in mdengine for SQLite; then making them waits.");

    public static Setting<int> RedisFrameQueue { get; } = new(
        "redis", "frame_queue", SettingTypes.WholeNumber(1, 10_000_000), 5_000,
        "Messages that wait in mdengine for Redis; then previews are left out, and all else waits.");

    public static Setting<string> IngestSymbols { get; } = new(
        "ingest", "symbols", SettingTypes.Words, "",
        "Symbols that the ingestion gateway takes, such as ES,NQ, instead of those that the file of instruments knows.",
        "those of the file of instruments");

    public static Setting<int> IngestRequests { get; } = new(
        "ingest", "requests_per_second", SettingTypes.WholeNumber(1, 100_000), 200,
        "Requests and messages a second that one key may send to the ingestion gateway, over a while.");

    public static Setting<int> IngestWait { get; } = new(
        "ingest", "wait_ms", SettingTypes.WholeNumber(0, 60_000), 500,
        "Milliseconds for which the ingestion gateway holds ticks back that come before others of the same stream, until those are there; then there is a gap.");

    public static Setting<Secret> DatabaseAddress { get; } = new(
        "database", "address", SettingTypes.Secret, Secret.None,
        "The PostgreSQL or TimescaleDB database that db-sink writes to, as postgres://USER:PASSWORD@HOST:5432/DATABASE; best given in the environment.",
        "none: db-sink needs it");

    public static Setting<string> DatabaseSpill { get; } = new(
        "database", "spill", SettingTypes.Path, "",
        "The folder for what waits while the database is away and memory is full. Each db-sink needs its own.",
        "pawl-spill, in the current folder");

    public static Setting<int> DatabaseSpillMegabytes { get; } = new(
        "database", "spill_mb", SettingTypes.WholeNumber(1, 10_000_000), 4096,
        "Megabytes that may wait on disk; once they are used, the logs are read no further.");

    public static Setting<bool> Progress { get; } = new(
        "terminal", "progress", SettingTypes.Switch, true,
        "Whether a progress bar is shown, where standard error is a terminal.");

    public static IReadOnlyList<Setting> All { get; } = [Threads, Format, Instruments, DuckDb, Durability, SnapshotEvery, SnapshotSeconds, StoreTicks, KeepInputDays, KeepOutputDays, KeepSnapshots, WebKeys, WebHosts, WebOrigins, WebReports, WebCertificate, WebKey, WebPlain, WebWindow, Profile, NatsInternal, NatsExternal, NatsInternalNkey, NatsExternalNkey, NatsPartitions, NatsReplicas, NatsDuplicates, RedisAddress, RedisSource, RedisFrames, RedisCandles, RedisTicks, RedisKeepMinutes, RedisKeepTicks, RedisLatestSeconds, RedisTickQueue, RedisCandleQueue, RedisFrameQueue, IngestSymbols, IngestRequests, IngestWait, DatabaseAddress, DatabaseSpill, DatabaseSpillMegabytes, Progress];
}
