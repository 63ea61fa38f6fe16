using System.Globalization;
using Pawl.Bus;
using Pawl.Feed;
using Pawl.Host.Commands;
using Pawl.Host.Services.Trading;
using Pawl.Logs;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;

namespace Pawl.Host.Services;

/// <summary>
/// The sink as a service: of each share of the partitions one process writes, and another takes its place when it is gone. The lease only
/// spares work: what two write at once stands in the database once, since how far it is written stands there too.
/// </summary>
internal sealed class SinkRole(NatsSystem system, LogFactory logs, SinkTarget target, SinkRun run, GroupShare share)
{
    public const string Name = "db-sink";

    private static readonly SinkStatus Waiting = new(SinkState.Ready, "", 0, 0, 0, 0);

    private volatile SinkQueue? working;

    private SinkStatus Status => working?.Status ?? Waiting;

    /// <summary>The run that a system is in the database.</summary>
    public static SinkRun RunOf(string? name, PipelineData data) => new(name ?? data.Graph.Name, "run", data.Graph.Name, "nats", VersionAction.Number);

    public void AddTo(ServiceHealth health)
    {
        health.Ask(() => Status.Reason);
        health.Gauge("pawl_sink_database_ready", "Whether the database takes what is written.", () => Status.State == SinkState.Ready ? 1 : 0);
        health.Gauge("pawl_sink_waiting_bytes", "Bytes that wait in memory for the database.", () => Status.WaitingBytes);
        health.Gauge("pawl_sink_spilled_bytes", "Bytes that wait on disk for the database.", () => Status.SpilledBytes);
        health.Counter("pawl_sink_batches_total", "Batches that were written.", () => Status.Batches);
        health.Counter("pawl_sink_rows_total", "Rows that were new.", () => Status.Rows);
    }

    public Task RunAsync(Action<string> notes, CancellationToken stop) => OnlyOne.RunAsync(
        new Lease(system.Owners, string.Create(CultureInfo.InvariantCulture, $"{Name}.{share.Number}.{share.Of}"), Service.NewOwner(Name), OnlyOne.Life, TimeProvider.System),
        notes,
        work => WorkAsync(notes, work),
        stop);

    private async Task WorkAsync(Action<string> notes, CancellationToken stop)
    {
        PostgresStore store = new(target.Address, run, new PostgresOptions { Warn = notes });
        await using SinkQueue sink = await SinkQueue.OpenAsync(
            store,
            new SinkOptions { Folder = Path.Combine(target.Spill, string.Create(CultureInfo.InvariantCulture, $"{share.Number}-of-{share.Of}")), SpillBytes = target.SpillBytes, Say = notes },
            stop);
        working = sink;
        notes($"writes run {run.Key} to {target.Address}");
        LogStreams[] own = [.. system.Streams.Where(s => s.Partition % share.Of == share.Number - 1)];
        await KnownAccounts.WorkAsync(
            system,
            notes,
            (accounts, until) => new DatabaseFeed(
                own, share.Number == 1 ? system.Letters(symbol => logs.RouteOf(symbol)?.Log) : null,
                new FeedOptions(logs.SymbolsOf) { Accounts = share.Number == 1 ? accounts : [], Reading = new ReaderOptions { Notes = notes } }).RunAsync(sink, until),
            stop);
    }
}
