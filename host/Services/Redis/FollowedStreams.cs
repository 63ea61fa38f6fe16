using System.Collections.Concurrent;
using System.Diagnostics;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Ingestion;
using Pawl.Redis;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// What mdengine has written, as a source: from the candles of SQLite over what streams hold to what comes. What indengine computes from it
/// can be computed here again, to be looked at. It reads without a group, so nobody waits for it.
/// </summary>
internal sealed class FollowedStreams : FeedInput
{
    private const int Block = 500;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly RedisSettings settings;
    private readonly InputStreams inputs;
    private readonly Func<string, bool> isWanted;
    private readonly Action<string> notes;
    private readonly Dictionary<string, EntryId> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> unwanted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FormingCandle> forming = new(StringComparer.Ordinal);
    private volatile string why = Away;

    private const string Away = "the Redis server is away";

    /// <param name="settings">The server.</param>
    /// <param name="inputs">The streams that count.</param>
    /// <param name="isWanted">Whether a symbol is computed.</param>
    /// <param name="symbols">Takes the symbols.</param>
    /// <param name="notes">Told when the server is away, and what is left out.</param>
    public FollowedStreams(RedisSettings settings, InputStreams inputs, Func<string, bool> isWanted, SymbolTable symbols, Action<string> notes)
        : base(symbols)
    {
        (this.settings, this.inputs, this.isWanted, this.notes) = (settings, inputs, isWanted, notes);
        Begin();
    }

    /// <summary>Why nothing can come at the moment; empty where it can.</summary>
    public string Why => why;

    /// <summary>The candle of a symbol that is forming; null where none is known.</summary>
    public FormingCandle? FormingOf(string symbol) => forming.TryGetValue(symbol, out FormingCandle candle) ? candle : null;

    protected override async Task BringAsync(CancellationToken stop)
    {
        await using RedisLink link = new(settings.Server);
        await RedisPatience.PersistAsync(notes, async () =>
        {
            try
            {
                (RedisConnection connection, _) = await link.ConnectAsync(stop);
                await TakeAsync(inputs.Stored((_, stream) => PositionOf(stream)), stop);
                await inputs.FindAsync(connection, stop);
                await ReadAsync(connection, stop);
                await FollowAsync(connection, stop);
            }
            catch (RedisException)
            {
                why = Away;
                forming.Clear();
                throw;
            }
        }, stop);
    }

    private EntryId PositionOf(string stream) => taken.GetValueOrDefault(stream, new EntryId(-1, 0));

    private Task ReadAsync(RedisConnection connection, CancellationToken stop) => inputs.ReadAsync(connection, PositionOf, found => TakeAsync(found, stop), stop);

    private async Task FollowAsync(RedisConnection connection, CancellationToken stop)
    {
        await using RedisConnection reading = await RedisConnection.ConnectAsync(settings.Server, stop);
        await using FormingCandles heard = await FormingCandles.HearAsync(settings, inputs, connection, stop);
        why = "";
        Task<RedisValue>? read = null;
        long looked = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (read is null && (looked == 0 || Stopwatch.GetElapsedTime(looked) > Look))
            {
                await LookAsync(connection, heard, stop);
                looked = Stopwatch.GetTimestamp();
            }

            read ??= inputs.Followed.Count == 0 ? WaitAsync(stop) : reading.AskAsync(ReadCommand(), stop);
            Task said = heard.WaitAsync(stop);
            await Task.WhenAny(read, said);
            if (read.IsCompleted)
            {
                await TakeAsync(inputs.Next(InputStreams.ByStream(await read)), stop);
                read = null;
            }

            if (said.IsCompleted)
            {
                await said;
            }

            foreach ((string stream, Listing of, InputEvent candle) in await heard.TakeAsync(connection, (_, stream) => PositionOf(stream), stop))
            {
                forming[of.Symbol] = new FormingCandle(candle, new Timestamp(Math.Max(0, PositionOf(stream).Milliseconds) * 1_000_000));
            }
        }
    }

    /// <summary>Nothing can be read as long as there is no stream.</summary>
    private static async Task<RedisValue> WaitAsync(CancellationToken stop)
    {
        await Task.Delay(100, stop);
        return RedisValue.Null;
    }

    /// <summary>Takes up streams that are new; what was trimmed of them is in the file.</summary>
    private async Task LookAsync(RedisConnection connection, FormingCandles heard, CancellationToken stop)
    {
        if (await inputs.FindAsync(connection, stop) is { Count: > 0 })
        {
            await TakeAsync(inputs.Stored((_, stream) => PositionOf(stream)), stop);
            await ReadAsync(connection, stop);
            await heard.ListenAsync(connection, stop);
        }
    }

    private RedisCommand ReadCommand()
    {
        RedisCommand command = new RedisCommand("XREAD", "COUNT").Add(InputStreams.Piece).Add("BLOCK").Add(Block).Add("STREAMS");
        foreach (string stream in inputs.Followed.Keys)
        {
            command.Add(stream);
        }

        foreach (string stream in inputs.Followed.Keys)
        {
            command.Add(PositionOf(stream) is { Milliseconds: >= 0 } position ? position.ToString() : "0");
        }

        return command;
    }

    private async Task TakeAsync(IEnumerable<InputEntry> entries, CancellationToken stop)
    {
        foreach (InputEntry entry in InputStreams.InOrder(entries))
        {
            if (entry.Id <= PositionOf(entry.Stream))
            {
                continue;
            }

            taken[entry.Stream] = entry.Id;
            if (inputs.TryRead(entry.Message, entry.Frame, out string reason) is not { IsConfirmed: true } read)
            {
                notes($"{entry.Stream}: entry {entry.Id} is left out: {(reason.Length > 0 ? reason : "it is not confirmed")}");
            }
            else if (isWanted(read.Of.Symbol))
            {
                // The entry of a larger bar says that its time has come; it is made of the smaller ones here, too.
                await BringAsync(read.Of.Symbol, entry.Frame == inputs.Smallest ? read.Event : new InputEvent { Kind = EventKind.Clock, Time = read.Event.Time }, stop);
            }
            else if (unwanted.Add(read.Of.Symbol))
            {
                notes($"{read.Of.Symbol}: the pipeline is for other symbols; what comes of it is left out");
            }
        }
    }
}
