using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay.Live;
using Pawl.Ingestion;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// mdengine: a source → ticks that wait → candles of all frames → fan-out → Redis, and SQLite. Each arrow is a bounded queue; where one is
/// full, what stands before it waits, back to the source.
/// </summary>
/// <param name="data">The source; its graph has the frames.</param>
/// <param name="settings">What is published, and how much waits.</param>
/// <param name="listings">What symbols are called.</param>
/// <param name="speed">How many times as fast as recorded; infinite for as fast as possible.</param>
internal sealed class MarketEngineRole(PipelineData data, RedisSettings settings, Listings listings, double speed) : IAsyncDisposable
{
    /// <summary>A group that stands still for so long is waited for no more.</summary>
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromSeconds(30);

    private const int Piece = 512;

    private readonly RedisLink link = new(settings.Server);
    private CandleMaker? maker;
    private CandlePublisher? publisher;
    private FanOut<MarketItem>.Reader? toRedis;
    private CandleHistory? history;

    public long Events => maker?.Events ?? 0;

    public long Written => publisher?.Written ?? 0;

    public long Repeated => publisher?.Repeated ?? 0;

    public long Dropped => toRedis?.Dropped ?? 0;

    public long Stored => history?.Stored ?? 0;

    /// <summary>Works until the source ends, or it is told to stop.</summary>
    public async Task RunAsync(ServiceHealth health, Action<string> notes, CancellationToken stop)
    {
        FanOut<MarketItem> bus = new();
        toRedis = bus.Add(settings.FrameQueue);
        history = new CandleHistory(settings.Candles, bus.Add(settings.CandleQueue));
        publisher = new CandlePublisher(settings, link, toRedis, history, listings) { Gate = double.IsInfinity(speed) || speed > 1 ? new ReaderGate(ReaderPatience) : null };
        maker = new CandleMaker(data, listings, settings, bus);
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] work = [.. ((Func<Task>[])[() => MakeAsync(bus, failed.Token), () => history.RunAsync(failed.Token), () => publisher.RunAsync(notes, failed.Token)]).Select(w => Guard(w, failed))];
        health.Waits("");
        await Task.WhenAll(work);
        notes($"the data have ended after {Events} events; {Written} entries written, {Repeated} were there already");
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();

    /// <summary>What fails ends everything.</summary>
    private static async Task Guard(Func<Task> work, CancellationTokenSource failed)
    {
        try
        {
            await Task.Run(work);
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private async Task MakeAsync(FanOut<MarketItem> bus, CancellationToken stop)
    {
        using IInputSource source = data.Open(maker!.Symbols);
        using IInputSource paced = double.IsInfinity(speed) ? source : new PacedInput(source, speed, 0, null, stop) { From = KnownUpTo() };
        // What comes from others says nothing while nothing is traded: bars close all the same.
        using QueuedInput input = new(paced, data.Feed is null ? null : new QuietClock(TimeSpan.FromSeconds(1), 1, 0), stop, settings.TickQueue);
        InputEvent[] events = new InputEvent[Piece];
        int count;
        while ((count = input.Read(events)) > 0)
        {
            await maker.TakeAsync(events.AsMemory(0, count), stop);
        }

        await maker.EndAsync(stop);
        bus.Complete();
    }

    /// <summary>Up to where a recording was made into candles by a process before this one: that comes at once.</summary>
    private Timestamp KnownUpTo()
    {
        using CandleStore? store = history!.Open();
        return store?.Series().Select(s => s.Last).DefaultIfEmpty().Max() is > 0 and var last ? new Timestamp(last * 1_000_000) : Timestamp.MinValue;
    }
}
