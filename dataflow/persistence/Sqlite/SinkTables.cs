using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// Writes what a batch holds as rows of tables that people and tools query. A row that is there already stays as it is.
/// Prices and quantities are whole numbers of 10⁻⁸, times nanoseconds since 1970.
/// </summary>
internal sealed class SinkTables : IDisposable
{
    private readonly Dictionary<EngineLog, SinkChannels> known = [];
    private readonly EventDecoder decoder = new();
    private readonly bool keepsTicks;
    private readonly SqliteStatement ticks;
    private readonly SqliteStatement quotes;
    private readonly SqliteStatement candles;
    private readonly SqliteStatement structure;
    private readonly SqliteStatement indicators;
    private readonly SqliteStatement signals;
    private readonly SqliteStatement operations;

    public SinkTables(SqliteDatabase database, long run, bool keepsTicks)
    {
        this.keepsTicks = keepsTicks;
        SqliteStatement Insert(string table, string columns)
        {
            string marks = string.Concat(columns.Split(',').Select(_ => ", ?"));
            SqliteStatement statement = database.Prepare(
                $"INSERT INTO {table} (run_id, log, seq, n, time, symbol, {columns}) VALUES (?, ?, ?, ?, ?, ?{marks}) ON CONFLICT DO NOTHING");
            return statement.Bind(1, run);
        }

        ticks = Insert("ticks", "price, volume, bid, ask");
        quotes = Insert("quotes", "bid, ask, bid_size, ask_size");
        candles = Insert("candles", "timeframe, open, high, low, close, volume");
        structure = Insert("market_structure", "node, timeframe, type, data");
        indicators = Insert("indicators", "indicator_id, timeframe, value, bar_time");
        signals = Insert("strategy_signals", "strategy_id, signal_type, data");
        operations = Insert("operations", "node, type, data");
    }

    public void WriteInputs(LogBatch batch, ReadOnlyMemory<byte> events)
    {
        if (!keepsTicks)
        {
            return;
        }

        SinkChannels of = Of(batch.Log);
        long sequence = batch.From.Sequence;
        decoder.Open(events);
        while (decoder.TryRead(out InputEvent e, out EventMarks marks))
        {
            if ((marks & EventMarks.Duplicate) != EventMarks.None)
            {
                continue;
            }

            sequence++;
            if (e.Kind == EventKind.Tick)
            {
                Head(ticks, of, sequence, 0, e.Time, of.Symbols[e.Symbol]).Bind(7, e.Tick.Price.Raw).Bind(8, e.Tick.Size.Raw);
                BindSide(9, in e, e.QuotedTick.Bid);
                BindSide(10, in e, e.QuotedTick.Ask);
                ticks.Run();
            }
            else if (e.Kind == EventKind.Quote)
            {
                Head(quotes, of, sequence, 0, e.Time, of.Symbols[e.Symbol])
                    .Bind(7, e.Quote.Bid.Raw).Bind(8, e.Quote.Ask.Raw).Bind(9, e.Quote.BidSize.Raw).Bind(10, e.Quote.AskSize.Raw).Run();
            }
        }
    }

    public void WriteOutputs(LogBatch batch)
    {
        SinkChannels of = Of(batch.Log);
        ReadOnlySpan<byte> lines = batch.Outputs.Lines.Written;
        foreach (BatchOutput item in batch.Items)
        {
            Output output = item.Output;
            SinkChannel channel = of.Channels[output.Channel];
            ReadOnlySpan<byte> json = lines[item.DataStart..item.DataEnd];
            switch (channel.Table)
            {
                case SinkTable.Candles:
                    Candle candle = MemoryMarshal.Read<Candle>(batch.Data[output.Offset..]);
                    channel.Bar = (output.Sequence, candle.Start, candle.CloseTime);
                    Write(of, in output, channel, in candle);
                    break;
                case SinkTable.Indicators:
                    Head(indicators, of, output.Sequence, output.N, output.Time, channel.Symbol).BindText(7, channel.Node).BindText(8, channel.TimeFrame).BindText(9, json);
                    (channel.BarTime(in output) is { } bar ? indicators.Bind(10, bar.Nanoseconds) : indicators.BindNull(10)).Run();
                    break;
                case SinkTable.MarketStructure:
                    Head(structure, of, output.Sequence, output.N, output.Time, channel.Symbol)
                        .BindText(7, channel.Node).BindText(8, channel.TimeFrame).BindText(9, channel.Type).BindText(10, json).Run();
                    break;
                case SinkTable.StrategySignals:
                    Head(signals, of, output.Sequence, output.N, output.Time, channel.Symbol).BindText(7, channel.Node).BindText(8, channel.Type).BindText(9, json).Run();
                    break;
                default:
                    Head(operations, of, output.Sequence, output.N, output.Time, channel.Symbol).BindText(7, channel.Node).BindText(8, channel.Type).BindText(9, json).Run();
                    break;
            }
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[ticks, quotes, candles, structure, indicators, signals, operations])
        {
            statement.Dispose();
        }
    }

    /// <summary>What a tick says of a side of the quote, where it says it.</summary>
    private void BindSide(int column, in InputEvent e, Price price) =>
        _ = (e.Flags & InputEvent.HasQuote) != 0 && price.Raw != 0 ? ticks.Bind(column, price.Raw) : ticks.BindNull(column);

    private void Write(SinkChannels of, in Output output, SinkChannel channel, in Candle candle)
    {
        Head(candles, of, output.Sequence, output.N, candle.Start, channel.Symbol).BindText(7, channel.TimeFrame)
            .Bind(8, candle.Open.Raw).Bind(9, candle.High.Raw).Bind(10, candle.Low.Raw).Bind(11, candle.Close.Raw);
        Int128 volume = candle.Volume.ToInt128();
        (volume <= long.MaxValue ? candles.Bind(12, (long)volume) : candles.Bind(12, (double)volume)).Run();
    }

    private static SqliteStatement Head(SqliteStatement insert, SinkChannels of, long sequence, int n, Timestamp time, ReadOnlySpan<byte> symbol) =>
        insert.BindText(2, of.Log).Bind(3, sequence).Bind(4, n).Bind(5, time.Nanoseconds).BindText(6, symbol);

    private SinkChannels Of(EngineLog log)
    {
        if (!known.TryGetValue(log, out SinkChannels? channels))
        {
            channels = new SinkChannels(log);
            known.Add(log, channels);
        }

        return channels;
    }
}
