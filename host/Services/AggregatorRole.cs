using Pawl.Bus;
using Pawl.Logs;

namespace Pawl.Host.Services;

/// <summary>The sequencer as a service: of several only one works, and another takes its place when it is gone.</summary>
internal sealed class AggregatorRole(NatsSystem system, LogFactory logs)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private Sequencer? working;

    public long Events => working?.Events ?? 0;

    public long Doubled => working?.Doubled ?? 0;

    public long Refused => working?.Refused ?? 0;

    public async Task RunAsync(Action<string> notes, CancellationToken stop)
    {
        await system.EnsureBorderAsync(notes, stop);
        await system.EnsureInsideAsync(notes, stop);
        string owner = Service.NewOwner("candle-aggregator");
        Lease lease = new(system.Owners, "candle-aggregator", owner, Life, TimeProvider.System);
        await OnlyOne.RunAsync(
            lease,
            notes,
            work =>
            {
                working = new Sequencer(system.Arrivals, system.Streams, system.Cursors, new SequencerOptions(owner, system.Partitions.Of, logs.RouteOf)
                {
                    Notes = notes,
                    Refuse = message => system.RefuseAsync("candle-aggregator", message, notes, work),
                });
                return working.RunAsync(work);
            },
            stop);
    }
}
