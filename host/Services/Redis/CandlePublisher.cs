using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Writes what mdengine makes to Redis. With each new connection it first looks where the streams end, and adds what SQLite has behind
/// that: whatever a server has lost is there again.
/// </summary>
/// <param name="settings">What is kept.</param>
/// <param name="link">The server.</param>
/// <param name="from">What is to be written.</param>
/// <param name="history">The candles that SQLite has of those that Redis lacks.</param>
/// <param name="listings">What symbols are called.</param>
internal sealed class CandlePublisher(RedisSettings settings, RedisLink link, FanOut<MarketItem>.Reader from, CandleHistory history, Listings listings)
{
    public const string Role = "mdengine";

    private const int Piece = 512;

    private readonly FencedRedis streams = new(link, Role, settings.LatestSeconds);
    private long written;

    public long Written => streams.Written;

    public long Repeated => streams.Repeated;

    /// <summary>Waits for its readers before it trims what they have not read; null where it waits for nobody.</summary>
    public ReaderGate? Gate { get; init; }

    /// <summary>Writes until nothing comes any more.</summary>
    public async Task RunAsync(Action<string> notes, CancellationToken stop)
    {
        await RedisPatience.PersistAsync(notes, () => ConnectAsync(notes, stop), stop);
        while (await from.TakeAsync(Piece, stop) is { Count: > 0 } items)
        {
            // What Redis has is in the file: a reader that comes too late for the one finds it in the other.
            await history.StoredUpToAsync(items.Max(i => i.Number), stop);
            FencedEntry[] entries = [.. items.Where(i => i.IsConfirmed).Select(EntryOf)];
            List<RedisCommand> previews = [.. items.Where(i => !i.IsConfirmed).Select(i => new RedisCommand("PUBLISH", ChannelOf(i)).Add(i.Message))];
            if (Gate is { } gate)
            {
                await RedisPatience.PersistAsync(notes, async () => await gate.WaitAsync(await ConnectAsync(notes, stop), entries, notes, stop), stop);
            }

            await RedisPatience.PersistAsync(notes, async () =>
            {
                RedisConnection connection = await ConnectAsync(notes, stop);
                await streams.WriteAsync(connection, entries, previews, stop);
            }, stop);
            written = Math.Max(written, items.Max(i => i.Number));
        }
    }

    private async Task<RedisConnection> ConnectAsync(Action<string> notes, CancellationToken stop)
    {
        (RedisConnection connection, bool isNew, bool isLost) = await streams.ConnectAsync(stop);
        if (!isNew)
        {
            return connection;
        }

        try
        {
            if (isLost)
            {
                notes($"{link.Options}: the server has lost what was written last; it is written again from {settings.Candles}");
            }

            long added = await HealAsync(connection, stop);
            notes(added == 0 ? $"{link.Options}: connected" : $"{link.Options}: connected; {added} candles were missing there and are added from {settings.Candles}");
            return connection;
        }
        catch
        {
            await link.DropAsync();
            throw;
        }
    }

    /// <summary>
    /// Adds what the file has behind the end of each stream: as it is at one moment, for it goes on being written, and a larger bar must never be there before
    /// the smaller ones that it is made of. The smaller ones come first.
    /// </summary>
    private async Task<long> HealAsync(RedisConnection connection, CancellationToken stop)
    {
        long added = 0;
        await history.StoredUpToAsync(written, stop);
        using CandleStore? store = history.Open();
        foreach ((string symbol, TimeFrame frame, long last) in store?.Series() ?? [])
        {
            Listing of = listings.Of(symbol);
            string stream = RedisKeys.Input(frame, of);
            RedisValue newest = await connection.AskAsync(new RedisCommand("XREVRANGE", stream, "+", "-", "COUNT", "1"), stop);
            long there = newest.Items.Count == 0 ? -1 : EntryId.Parse(newest.Items[0].Items[0].ToString()).Milliseconds;
            if (there >= last)
            {
                continue;
            }

            FencedEntry[] missing = [.. store!.Newest(of, frame, there, settings.LengthOf(frame)).Select(c => EntryOf(of, frame, c.Id, c.Message))];
            foreach (FencedEntry[] piece in missing.Chunk(Piece))
            {
                await streams.WriteAsync(connection, piece, [], stop);
            }

            added += missing.Length;
        }

        return added;
    }

    private FencedEntry EntryOf(MarketItem item) => EntryOf(item.Of, item.Frame, item.Id, item.Message);

    private FencedEntry EntryOf(Listing of, TimeFrame frame, EntryId id, ReadOnlyMemory<byte> message) => frame.IsNone
        ? new FencedEntry(RedisKeys.Input(frame, of), "", RedisKeys.PublishedTick(of), id, message, settings.LengthOf(frame))
        : new FencedEntry(RedisKeys.Input(frame, of), RedisKeys.LatestCandle(frame, of), RedisKeys.PublishedCandle(frame, of), id, message, settings.LengthOf(frame));

    private static string ChannelOf(MarketItem item) => item.IsTick ? RedisKeys.PublishedTick(item.Of) : RedisKeys.PublishedCandle(item.Frame, item.Of);
}
