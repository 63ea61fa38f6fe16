using Pawl.Host.Commands;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// indengine: complete candles → the graph → what is confirmed, to streams, latest values and listeners; forming candles → the same graph
/// on a copy → listeners alone. It starts from its saved state, else from the candles of SQLite, takes what has come since, and then
/// follows. After each loss of its server it does all of that again, so that nothing it wrote can stay lost.
/// </summary>
/// <param name="data">The pipeline.</param>
/// <param name="settings">The server.</param>
/// <param name="listings">What symbols are called.</param>
/// <param name="saveEvery">How often the state is saved.</param>
internal sealed class IndicatorEngineRole(PipelineData data, RedisSettings settings, Listings listings, TimeSpan saveEvery)
{
    public const string Role = "indengine";

    private readonly IndicatorNames names = new(data.Graph);
    private readonly IReadOnlyList<TimeFrame> frames = IndicatorFrames.Of(data.Graph, settings.StreamsTicks);
    private FencedRedis? writing;
    private long candles;
    private long peeks;

    /// <summary>Complete candles that it has taken.</summary>
    public long Candles => Interlocked.Read(ref candles);

    /// <summary>Previews that it has published.</summary>
    public long Peeks => Interlocked.Read(ref peeks);

    public long Written => writing?.Written ?? 0;

    /// <summary>Works until it is told to stop.</summary>
    public async Task RunAsync(ServiceHealth health, Action<string> notes, CancellationToken stop)
    {
        await using RedisLink link = new(settings.Server);
        FencedRedis streams = writing = new(link, Role, settings.LatestSeconds);
        LogFactory factory = new(data);
        await RedisPatience.PersistAsync(notes, async () =>
        {
            IndicatorWork work = new(settings, streams, listings, frames, symbol => new IndicatorLog(listings.Of(symbol), factory.Create(symbol), names, frames[0]), notes)
            {
                SaveEvery = saveEvery,
                Taken = count => Interlocked.Add(ref candles, count),
                Peeked = count => Interlocked.Add(ref peeks, count),
            };
            await using (work)
            {
                health.Waits("it finds where it was");
                await work.RecoverAsync(stop);
                health.Waits("");
                try
                {
                    await work.FollowAsync(stop);
                }
                catch (RedisException e) when (e is not RedisRefusedException)
                {
                    health.Waits("the Redis server is away");
                    throw;
                }
            }
        }, stop);
    }
}
