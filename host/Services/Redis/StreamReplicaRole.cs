using Pawl.Host.Commands;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Web;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// A replica of a system of the Redis form that people and programs look at: it follows the candles or ticks on Redis, computes what
/// indengine computes of them, and serves it as an embedded run is served. It writes nothing into the system, so there may be any number.
/// </summary>
/// <param name="data">The pipeline that indengine computes.</param>
/// <param name="settings">The server.</param>
/// <param name="listings">What symbols are called.</param>
/// <param name="store">The file that holds its copy.</param>
/// <param name="serve">How it is served.</param>
internal sealed class StreamReplicaRole(PipelineData data, RedisSettings settings, Listings listings, StoreRequest store, WebOptions serve)
{
    private readonly IReadOnlyList<TimeFrame> frames = IndicatorFrames.Of(data.Graph, settings.StreamsTicks);

    /// <summary>Follows until it is told to stop.</summary>
    public void Run(string role, int threads, CancellationToken stop)
    {
        void Say(string line) => Console.Error.WriteLine($"{role}: {line}");
        LogFactory logs = new(data);
        FollowedStreams? followed = null;
        LiveFeed feed = new("redis", symbols => followed = new FollowedStreams(settings, new InputStreams(settings, listings, frames), s => logs.RouteOf(s) is not null, symbols, Say))
        {
            Forming = frames[0].IsNone ? null : symbol => followed?.FormingOf(symbol),
            OtherName = NameOf,
        };
        LiveRunRequest request = new(store) { Threads = threads, Serve = serve with { Waits = () => followed?.Why ?? "" } };
        try
        {
            new LiveRun(data with { Feed = feed }, request).Run(stop);
        }
        catch (OtherDataException e)
        {
            // Streams were trimmed or emptied, and no file of candles reaches back.
            Say($"what Redis holds does not begin as the copy in {store.Path} does: {e.Message.Split(';')[0]}; a new run begins there");
            new LiveRun(data with { Feed = feed }, request with { Store = store with { Resume = false } }).Run(stop);
        }

        Say("stopped");
    }

    /// <summary>The channel on which Redis publishes what a node says; null where it does not.</summary>
    private string? NameOf(SaidBy by)
    {
        if (!TimeFrame.TryParse(by.TimeFrame, out TimeFrame frame) || !frame.IsTime)
        {
            return null;
        }

        Listing of = listings.Of(by.Symbol);
        return by.Type == "candle" ? RedisKeys.PublishedCandle(frame, of) : RedisKeys.PublishedIndicator(IndicatorNames.NameOf(by.Node, frame), frame, of);
    }
}
