using Pawl.Logs;

namespace Pawl.Host.Services;

/// <summary>The sequencer as a service: of several only one works, and another takes its place when it is gone.</summary>
internal sealed class AggregatorRole(NatsSystem system, LogFactory logs, TimeSpan? closeAfter)
{
    private const string Role = "candle-aggregator";

    private Sequencer? working;

    public long Events => working?.Events ?? 0;

    public long Doubled => working?.Doubled ?? 0;

    public long Refused => working?.Refused ?? 0;

    public Task RunAsync(Action<string> notes, CancellationToken stop) => OnlyOne.RunAsync(
        system,
        Role,
        notes,
        (owner, work) =>
        {
            working = new Sequencer(system.Arrivals, system.Streams, system.Cursors, new SequencerOptions(owner, system.Partitions.Of, logs.RouteOf)
            {
                Notes = notes,
                Quiet = closeAfter is { } delay ? new QuietOptions(delay, logs.NextEnd) : null,
                Refuse = message => system.RefuseAsync(Role, message, notes, work),
            });
            return working.RunAsync(work);
        },
        stop);
}
