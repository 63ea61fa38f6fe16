using System.Diagnostics;
using Pawl.Engine;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>The work of indengine over one connection: it begins with finding where it was, and ends when the connection does.</summary>
internal sealed partial class IndicatorWork : IAsyncDisposable
{
    private const int Piece = 200;

    private readonly RedisSettings settings;
    private readonly FencedRedis streams;
    private readonly Listings listings;
    private readonly IReadOnlyList<TimeFrame> frames;
    private readonly Func<string, IndicatorLog> create;
    private readonly Action<string> notes;
    private readonly Dictionary<string, IndicatorLog> logs = new(StringComparer.Ordinal);
    private readonly List<IndicatorMessage> said = [];
    private readonly List<FencedEntry> entries = [];
    private readonly HashSet<IndicatorLog> touched = [];
    private RedisConnection? connection;
    private RedisConnection? reading;
    private RedisSubscription? forming;
    private long savedAt = Stopwatch.GetTimestamp();
    private bool isSaved = true;

    /// <param name="settings">The server.</param>
    /// <param name="streams">Where its outputs go.</param>
    /// <param name="listings">What symbols are called.</param>
    /// <param name="frames">The frames that it reads, the smallest first.</param>
    /// <param name="create">Makes the log of a symbol.</param>
    /// <param name="notes">Told what it does.</param>
    public IndicatorWork(RedisSettings settings, FencedRedis streams, Listings listings, IReadOnlyList<TimeFrame> frames, Func<string, IndicatorLog> create, Action<string> notes) =>
        (this.settings, this.streams, this.listings, this.frames, this.create, this.notes) = (settings, streams, listings, frames, create, notes);

    /// <summary>How often the state is saved.</summary>
    public required TimeSpan SaveEvery { get; init; }

    /// <summary>Told of candles that were taken.</summary>
    public required Action<int> Taken { get; init; }

    /// <summary>Told of previews that were published.</summary>
    public required Action<int> Peeked { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (IndicatorLog log in logs.Values)
        {
            log.Dispose();
        }

        if (reading is { } other)
        {
            await other.DisposeAsync();
        }

        if (forming is { } heard)
        {
            await heard.DisposeAsync();
        }
    }

    /// <summary>An entry of a stream of candles.</summary>
    private readonly record struct CandleEntry(string Stream, TimeFrame Frame, EntryId Id, byte[] Message);

    /// <summary>Takes complete candles, in the order in which they closed, or ticks, and writes what is said of them.</summary>
    private async Task TakeAsync(IEnumerable<CandleEntry> candles, CancellationToken stop)
    {
        int taken = 0;
        foreach (CandleEntry entry in candles.OrderBy(e => e.Id).ThenBy(e => e.Frame))
        {
            if (!TryRead(entry.Message, entry.Frame, out Listing? of, out InputEvent e, out bool isConfirmed) || !isConfirmed)
            {
                notes($"{entry.Stream}: entry {entry.Id} is left out: {(isConfirmed ? reason : "it is not confirmed")}");
                continue;
            }

            IndicatorLog log = LogOf(of!.Symbol);
            touched.Add(log);
            said.Clear();
            bool isNew = log.Take(entry.Stream, entry.Frame, entry.Id, in e, said);
            taken += isNew ? 1 : 0;
            entries.AddRange(said.Select(m => EntryOf(log.Of, m)));
            if (isNew && e.Kind == EventKind.Control && log.Ended is { } hash)
            {
                notes($"log {log.Of.Symbol} {(hash.Length > 0 ? "sha256:" + hash : "has ended; it did not begin in this process, which does not know its hash")}");
            }

            if (entries.Count >= Piece)
            {
                await WriteAsync(stop);
            }
        }

        await WriteAsync(stop);
        isSaved &= taken == 0;
        Taken(taken);
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        if (entries.Count > 0)
        {
            await streams.WriteAsync(connection!, entries, [], stop);
            entries.Clear();
        }
    }

    private string reason = "";

    /// <summary>Reads the message of a candle; where it is none, <see cref="reason"/> says why.</summary>
    private bool TryRead(byte[] message, TimeFrame frame, out Listing? of, out InputEvent e, out bool isConfirmed)
    {
        (of, e, isConfirmed) = (null, default, true);
        try
        {
            Envelope envelope = Envelope.Read(message);
            of = listings.Of(envelope.Symbol.Name);
            e = MarketWriters.Read(of, in envelope);
            isConfirmed = envelope.Confirmed;
            return envelope.TimeFrame == frame ? true : throw new FormatException($"it is of {envelope.TimeFrame} in a stream of {frame}");
        }
        catch (Exception mistake) when (mistake is FormatException or Commands.UsageException)
        {
            reason = mistake.Message;
            return false;
        }
    }

    private IndicatorLog LogOf(string symbol)
    {
        if (!logs.TryGetValue(symbol, out IndicatorLog? log))
        {
            logs.Add(symbol, log = create(symbol));
        }

        return log;
    }

    private FencedEntry EntryOf(Listing of, IndicatorMessage message) => new(
        RedisKeys.Indicators(message.Name, message.Frame, of), RedisKeys.LatestIndicator(message.Name, message.Frame, of), RedisKeys.PublishedIndicator(message.Name, message.Frame, of),
        message.Id, message.Message, settings.LengthOf(message.Frame));

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

    private static IEnumerable<CandleEntry> EntriesOf(RedisValue list, string stream, TimeFrame frame) =>
        list.Items.Where(e => e.Items.Count == 2).Select(e => new CandleEntry(stream, frame, EntryId.Parse(e.Items[0].ToString()), DataOf(e.Items[1])));

    private static bool IsStream(string key, TimeFrame frame) => !key.StartsWith(RedisKeys.InputsOfAll(frame)[..^1] + "latest:", StringComparison.Ordinal);
}
