using System.Diagnostics;
using Pawl.Engine;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>The work of indengine over one connection: it begins with finding where it was, and ends when the connection does.</summary>
internal sealed partial class IndicatorWork : IAsyncDisposable
{
    private readonly RedisSettings settings;
    private readonly FencedRedis streams;
    private readonly InputStreams inputs;
    private readonly Func<string, IndicatorLog> create;
    private readonly Action<string> notes;
    private readonly Dictionary<string, IndicatorLog> logs = new(StringComparer.Ordinal);
    private readonly List<IndicatorMessage> said = [];
    private readonly List<FencedEntry> entries = [];
    private readonly HashSet<IndicatorLog> touched = [];
    private RedisConnection? connection;
    private RedisConnection? reading;
    private FormingCandles? forming;
    private long savedAt = Stopwatch.GetTimestamp();
    private bool isSaved = true;

    /// <param name="settings">The server.</param>
    /// <param name="streams">Where its outputs go.</param>
    /// <param name="listings">What symbols are called.</param>
    /// <param name="frames">The frames that it reads, the smallest first.</param>
    /// <param name="create">Makes the log of a symbol.</param>
    /// <param name="notes">Told what it does.</param>
    public IndicatorWork(RedisSettings settings, FencedRedis streams, Listings listings, IReadOnlyList<TimeFrame> frames, Func<string, IndicatorLog> create, Action<string> notes) =>
        (this.settings, this.streams, inputs, this.create, this.notes) = (settings, streams, new InputStreams(settings, listings, frames), create, notes);

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

    /// <summary>Takes complete candles, in the order in which they closed, or ticks, and writes what is said of them.</summary>
    private async Task TakeAsync(IEnumerable<InputEntry> candles, CancellationToken stop)
    {
        int taken = 0;
        foreach (InputEntry entry in InputStreams.InOrder(candles))
        {
            if (inputs.TryRead(entry.Message, entry.Frame, out string reason) is not { IsConfirmed: true } read)
            {
                notes($"{entry.Stream}: entry {entry.Id} is left out: {(reason.Length > 0 ? reason : "it is not confirmed")}");
                continue;
            }

            InputEvent e = read.Event;
            IndicatorLog log = LogOf(read.Of.Symbol);
            touched.Add(log);
            said.Clear();
            bool isNew = log.Take(entry.Stream, entry.Frame, entry.Id, in e, said);
            taken += isNew ? 1 : 0;
            entries.AddRange(said.Select(m => EntryOf(log.Of, m)));
            if (isNew && e.Kind == EventKind.Control && log.Ended is { } hash)
            {
                notes($"log {log.Of.Symbol} {(hash.Length > 0 ? "sha256:" + hash : "has ended; it did not begin in this process, which does not know its hash")}");
            }

            if (entries.Count >= InputStreams.Piece)
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
}
