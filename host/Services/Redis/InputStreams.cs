using Pawl.Engine;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>An entry of a stream of candles, or of ticks.</summary>
internal readonly record struct InputEntry(string Stream, TimeFrame Frame, EntryId Id, byte[] Message);

/// <summary>
/// What mdengine has written, for those who compute it: which streams there are, what they hold, what SQLite holds where they do not reach
/// back, and in which order it is to be taken. What has been taken is known to its users.
/// </summary>
/// <param name="settings">Where it is.</param>
/// <param name="listings">What symbols are called.</param>
/// <param name="frames">The frames that count, the smallest first; none for ticks.</param>
internal sealed class InputStreams(RedisSettings settings, Listings listings, IReadOnlyList<TimeFrame> frames)
{
    /// <summary>How many entries of a stream are read at once while it is followed.</summary>
    public const int Piece = 200;

    private const int Page = 5000;

    private readonly SortedDictionary<string, TimeFrame> followed = new(StringComparer.Ordinal);
    private readonly List<InputEntry> held = [];

    /// <summary>The streams that were found, and their frames.</summary>
    public IReadOnlyDictionary<string, TimeFrame> Followed => followed;

    /// <summary>The frame that is data; none where ticks are.</summary>
    public TimeFrame Smallest => frames[0];

    /// <summary>The channels on which bars of the smallest frame are published; none where ticks are the data, of which bars form elsewhere.</summary>
    public IReadOnlyList<string> Forming => Smallest.IsNone ? [] : [.. followed.Where(s => s.Value == Smallest).Select(s => FormingCandles.Published + s.Key)];

    /// <summary>Looks for streams that have come into being.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(RedisConnection connection, CancellationToken stop)
    {
        List<string> added = [];
        foreach (TimeFrame frame in frames.Reverse())
        {
            foreach (string key in (await ScanAsync(connection, RedisKeys.InputsOfAll(frame), stop)).Where(k => IsStream(k, frame) && followed.TryAdd(k, frame)))
            {
                added.Add(key);
            }
        }

        return added;
    }

    /// <summary>What SQLite has behind what is known.</summary>
    /// <param name="known">How far a symbol's stream has been taken.</param>
    public IReadOnlyList<InputEntry> Stored(Func<string, string, EntryId> known)
    {
        List<InputEntry> stored = [];
        using CandleStore? store = CandleStore.ToRead(settings.Candles);
        foreach ((string symbol, TimeFrame frame, _) in store?.Series() ?? [])
        {
            if (frames.Contains(frame))
            {
                Listing of = listings.Of(symbol);
                string stream = RedisKeys.Input(frame, of);
                stored.AddRange(store!.Newest(of, frame, known(symbol, stream).Milliseconds, long.MaxValue).Select(c => new InputEntry(stream, frame, c.Id, c.Message)));
            }
        }

        return stored;
    }

    /// <summary>What streams hold behind what is known: candles together, so that what closed at one moment is taken in its order; ticks by the piece.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="known">How far a stream has been taken.</param>
    /// <param name="take">Takes what is found.</param>
    /// <param name="stop">Ends it.</param>
    public async Task ReadAsync(RedisConnection connection, Func<string, EntryId> known, Func<IEnumerable<InputEntry>, Task> take, CancellationToken stop)
    {
        List<InputEntry> found = [];
        // The smallest frame last: a larger bar is never there before the smaller ones that it is made of.
        foreach ((string stream, TimeFrame frame) in followed.OrderByDescending(f => f.Value))
        {
            EntryId last = known(stream);
            string from = last.Milliseconds < 0 ? "-" : $"({last}";
            while (true)
            {
                RedisValue page = await connection.AskAsync(new RedisCommand("XRANGE", stream, from, "+", "COUNT").Add(Page), stop);
                found.AddRange(EntriesOf(page, stream, frame));
                if (frame.IsNone)
                {
                    await take(found);
                    found.Clear();
                }

                if (page.Items.Count < Page)
                {
                    break;
                }

                from = $"({page.Items[^1].Items[0]}";
            }
        }

        await take(found);
    }

    /// <summary>Of what following has brought, whatever may be taken now; what has to wait comes with the next.</summary>
    public IReadOnlyList<InputEntry> Next(IReadOnlyList<(string Stream, RedisValue Entries)> read)
    {
        List<InputEntry> entries = [.. held, .. read.SelectMany(s => EntriesOf(s.Entries, s.Stream, followed[s.Stream]))];
        held.Clear();

        // Where a stream of the smallest frame has more than was read, the larger bars behind its end have to wait for it.
        foreach ((string stream, RedisValue found) in read.Where(s => followed[s.Stream] == Smallest && s.Entries.Items.Count >= Piece))
        {
            string listing = stream[(RedisKeys.InputsOfAll(Smallest).Length - 1)..];
            long last = EntryId.Parse(found.Items[^1].Items[0].ToString()).Milliseconds;
            held.AddRange(entries.Where(c => c.Id.Milliseconds > last && c.Frame > Smallest && c.Stream.EndsWith(":" + listing, StringComparison.Ordinal)));
        }

        HashSet<InputEntry> later = [.. held];
        return [.. entries.Where(c => !later.Contains(c))];
    }

    /// <summary>What a read of several streams has brought, by stream.</summary>
    public static IReadOnlyList<(string Stream, RedisValue Entries)> ByStream(RedisValue found) =>
        [.. found.Items.Where(s => s.Items.Count == 2).Select(s => (s.Items[0].ToString(), s.Items[1]))];

    /// <summary>Entries in the order in which they are to be taken.</summary>
    public static IEnumerable<InputEntry> InOrder(IEnumerable<InputEntry> entries) => entries.OrderBy(e => e.Id).ThenBy(e => e.Frame);

    public static IEnumerable<InputEntry> EntriesOf(RedisValue list, string stream, TimeFrame frame) =>
        list.Items.Where(e => e.Items.Count == 2).Select(e => new InputEntry(stream, frame, EntryId.Parse(e.Items[0].ToString()), DataOf(e.Items[1])));

    /// <summary>Reads a message of a stream or channel of a frame; null with the reason where it is none that counts.</summary>
    public (Listing Of, InputEvent Event, bool IsConfirmed)? TryRead(ReadOnlySpan<byte> message, TimeFrame frame, out string reason)
    {
        reason = "";
        try
        {
            Envelope envelope = Envelope.Read(message);
            Listing of = listings.Of(envelope.Symbol.Name);
            InputEvent e = MarketWriters.Read(of, in envelope);
            return envelope.TimeFrame == frame ? (of, e, envelope.Confirmed) : throw new FormatException($"it is of {envelope.TimeFrame} in a stream of {frame}");
        }
        catch (Exception mistake) when (mistake is FormatException or Commands.UsageException)
        {
            reason = mistake.Message;
            return null;
        }
    }

    /// <summary>The keys that fit a pattern, in order.</summary>
    public static Task<IReadOnlyList<string>> ScanAsync(RedisConnection connection, string pattern, CancellationToken stop) => ScanAsync(connection, "MATCH", pattern, stop);

    /// <summary>The keys of which something is so, in order.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="what">MATCH or TYPE.</param>
    /// <param name="value">Which.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<IReadOnlyList<string>> ScanAsync(RedisConnection connection, string what, string value, CancellationToken stop)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        string cursor = "0";
        do
        {
            RedisValue page = await connection.AskAsync(new RedisCommand("SCAN", cursor, what, value, "COUNT", "1000"), stop);
            cursor = page.Items[0].ToString();
            keys.UnionWith(page.Items[1].Items.Select(k => k.ToString()));
        }
        while (cursor != "0");
        return [.. keys.Order(StringComparer.Ordinal)];
    }

    private static bool IsStream(string key, TimeFrame frame) => !key.StartsWith(RedisKeys.InputsOfAll(frame)[..^1] + "latest:", StringComparison.Ordinal);

    private static byte[] DataOf(RedisValue fields)
    {
        for (int i = 0; i + 1 < fields.Items.Count; i += 2)
        {
            if (fields.Items[i].Bytes.Span.SequenceEqual("data"u8))
            {
                return fields.Items[i + 1].Bytes.ToArray();
            }
        }

        return [];
    }
}
