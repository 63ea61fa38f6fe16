using System.Runtime.InteropServices;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// Makes candles of all frames from what a source brings: those of a second from ticks, the larger ones from the smaller, by the one
/// driver that all of the product has. One thread at a time.
/// </summary>
/// <param name="data">The source; its graph has the frames.</param>
/// <param name="listings">What symbols are called.</param>
/// <param name="settings">What is published.</param>
/// <param name="to">Takes what comes of it.</param>
internal sealed class CandleMaker(PipelineData data, Listings listings, RedisSettings settings, FanOut<MarketItem> to)
{
    private readonly Drivers drivers = new(data.Graph, data.Instruments);
    private readonly HashSet<TimeFrame> published = [.. settings.Frames];
    private readonly SymbolTable symbols = new();
    private readonly List<SymbolLog> logs = [];
    private readonly InputEvent[] one = new InputEvent[1];
    private long confirmed;
    private long events;

    /// <summary>How many events the source has brought.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>The symbols of the source.</summary>
    public SymbolTable Symbols => symbols;

    /// <summary>What is kept for a symbol.</summary>
    private sealed class SymbolLog(Listing of, EngineLog log, CandleDriver driver)
    {
        public Listing Of => of;

        public EngineLog Log => log;

        public CandleDriver Driver => driver;

        public EngineLog Scratch { get; } = log.CreateScratch();

        public MarketWriters Writers { get; } = new(of);

        public bool IsTouched { get; set; }

        private EntryId lastTick = new(-1, 0);

        /// <summary>The id of its next tick.</summary>
        public EntryId NextTick(Timestamp at)
        {
            long time = Math.Max(EntryId.MillisecondsOf(at), lastTick.Milliseconds);
            return lastTick = new EntryId(time, time == lastTick.Milliseconds ? lastTick.Ordinal + 1 : 0);
        }
    }

    /// <summary>Takes events in order; afterwards says how the bars stand that are forming.</summary>
    /// <exception cref="IngestionException">A price cannot be said in minor units.</exception>
    public async ValueTask TakeAsync(ReadOnlyMemory<InputEvent> batch, CancellationToken stop)
    {
        for (int i = 0; i < batch.Length; i++)
        {
            await TakeAsync(batch.Span[i], stop);
        }

        Interlocked.Add(ref events, batch.Length);
        Preview();
    }

    /// <summary>The source has ended: whatever is open is closed.</summary>
    public async ValueTask EndAsync(CancellationToken stop)
    {
        foreach (SymbolLog log in logs.OrderBy(l => l.Of.Symbol, StringComparer.Ordinal))
        {
            if (settings.StreamsTicks)
            {
                Timestamp last = log.Log.Header.Time;
                await to.WriteAsync(new MarketItem(log.Of, TimeFrame.None, log.NextTick(last), log.Writers.WriteEnd(last), IsConfirmed: true), stop);
            }

            if (log.Driver.LastOpenEnd(log.Log) is { } end)
            {
                one[0] = new InputEvent { Kind = EventKind.Clock, Time = end };
                log.Driver.Process(log.Log, one);
                await SayAsync(log, stop);
            }
        }
    }

    private async ValueTask TakeAsync(InputEvent e, CancellationToken stop)
    {
        SymbolLog log = LogOf(e.Symbol);
        if (e.Kind == EventKind.Clock && log.Driver.NextClose(log.Log) > e.Time)
        {
            return;
        }

        e.Symbol = 0;
        one[0] = e;
        log.Driver.Process(log.Log, one);
        log.IsTouched = true;
        if (!log.Log.Outbox.Outputs.IsEmpty)
        {
            await SayAsync(log, stop);
        }

        if (settings.StreamsTicks && e.Kind is not (EventKind.Tick or EventKind.Quote or EventKind.Clock))
        {
            throw new IngestionException($"{log.Of.Symbol}: the data hold candles, and with redis.ticks = \"stream\" ticks are what travels; give ticks, or set it to \"publish\"");
        }

        if (e.Kind == EventKind.Tick || (e.Kind == EventKind.Quote && settings.StreamsTicks))
        {
            MarketItem tick = TickOf(log, in e);
            if (settings.StreamsTicks)
            {
                await to.WriteAsync(tick, stop);
            }
            else
            {
                to.Offer(tick);
            }
        }
    }

    private MarketItem TickOf(SymbolLog log, in InputEvent e)
    {
        // A late one stands behind what came before it: ids never go back.
        return new MarketItem(log.Of, TimeFrame.None, log.NextTick(e.Time), log.Writers.Write(in e, log.Log.Header.Sequence), settings.StreamsTicks);
    }

    private async ValueTask SayAsync(SymbolLog log, CancellationToken stop)
    {
        List<MarketItem> said = [];
        foreach (ref readonly Output output in log.Log.Outbox.Outputs)
        {
            Channel channel = log.Log.Graph.Channels[output.Channel];
            if (channel.Schema.ClrType == typeof(Candle) && published.Contains(channel.TimeFrame))
            {
                said.Add(ItemOf(log, channel, log.Log, in output, isConfirmed: true));
            }
        }

        log.Log.Outbox.Clear();
        foreach (MarketItem item in said)
        {
            await to.WriteAsync(item, stop);
        }
    }

    private void Preview()
    {
        foreach (SymbolLog log in logs.Where(l => l.IsTouched))
        {
            log.IsTouched = false;
            foreach (TimeFrame frame in settings.Frames)
            {
                if (!log.Driver.Preview(log.Log, log.Scratch, 0, frame, out Timestamp end))
                {
                    continue;
                }

                foreach (ref readonly Output output in log.Scratch.Outbox.Outputs)
                {
                    Channel channel = log.Log.Graph.Channels[output.Channel];
                    if (output.Time == end && channel.TimeFrame == frame && channel.Schema.ClrType == typeof(Candle))
                    {
                        to.Offer(ItemOf(log, channel, log.Scratch, in output, isConfirmed: false));
                    }
                }

                log.Scratch.Outbox.Clear();
            }
        }
    }

    private MarketItem ItemOf(SymbolLog log, Channel channel, EngineLog from, in Output output, bool isConfirmed)
    {
        Candle candle = log.Of.ToMinor(MemoryMarshal.Read<Candle>(from.Outbox.Record(in output, channel.Schema.Size)));
        byte[] message = log.Writers.Write(channel.TimeFrame, in candle, output.Sequence, output.N, isConfirmed);
        return new MarketItem(log.Of, channel.TimeFrame, new EntryId(EntryId.MillisecondsOf(candle.CloseTime), 0), message, isConfirmed)
        {
            Candle = candle,
            Number = isConfirmed ? ++confirmed : 0,
        };
    }

    private SymbolLog LogOf(int symbol)
    {
        while (logs.Count <= symbol)
        {
            string name = symbols[logs.Count].Name;
            EngineLog log = EngineLog.Create(data.Graph, name);
            logs.Add(new SymbolLog(listings.Of(name), log, drivers.Of(log)));
        }

        return logs[symbol];
    }
}
