using System.Runtime.InteropServices;
using System.Text;
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
    private readonly Dictionary<SinkTable, SqliteStatement> outputs;

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
        outputs = SinkTable.All.ToDictionary(table => table, table => Insert(table.Name, table.Columns));
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
            SqliteStatement insert = outputs[channel.Table];
            if (channel.Table == SinkTable.Candles)
            {
                Candle candle = MemoryMarshal.Read<Candle>(batch.Data[output.Offset..]);
                channel.Bar = (output.Sequence, candle.Start, candle.CloseTime);
                Write(insert, of, in output, channel, in candle);
                continue;
            }

            Head(insert, of, output.Sequence, output.N, output.Time, channel.Symbol).BindText(7, channel.Node);
            if (channel.Table == SinkTable.Indicators)
            {
                insert.BindText(8, channel.TimeFrame).BindText(9, json);
                (channel.BarTime(in output) is { } bar ? insert.Bind(10, bar.Nanoseconds) : insert.BindNull(10)).Run();
            }
            else if (channel.Table == SinkTable.MarketStructure)
            {
                insert.BindText(8, channel.TimeFrame).BindText(9, channel.Type).BindText(10, json).Run();
            }
            else
            {
                insert.BindText(8, channel.Type).BindText(9, json).Run();
            }
        }
    }

    /// <summary>Writes the messages of an account.</summary>
    public void WriteMessages(MessageBatch batch)
    {
        byte[] log = Encoding.UTF8.GetBytes(batch.Log);
        ReadOnlySpan<byte> lines = batch.Outputs.Lines.Written;
        foreach (BatchMessage item in batch.Items)
        {
            outputs[SinkTable.Of(item.Type)].BindText(2, log).Bind(3, item.Sequence).Bind(4, 1).Bind(5, item.Time.Nanoseconds).Bind(6, item.Symbol)
                .Bind(7, item.Node).Bind(8, item.Type).BindText(9, lines[item.DataStart..item.DataEnd]).Run();
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in (SqliteStatement[])[ticks, quotes, .. outputs.Values])
        {
            statement.Dispose();
        }
    }

    /// <summary>What a tick says of a side of the quote, where it says it.</summary>
    private void BindSide(int column, in InputEvent e, Price price) =>
        _ = (e.Flags & InputEvent.HasQuote) != 0 && price.Raw != 0 ? ticks.Bind(column, price.Raw) : ticks.BindNull(column);

    private static void Write(SqliteStatement insert, SinkChannels of, in Output output, SinkChannel channel, in Candle candle)
    {
        Head(insert, of, output.Sequence, output.N, candle.Start, channel.Symbol).BindText(7, channel.TimeFrame)
            .Bind(8, candle.Open.Raw).Bind(9, candle.High.Raw).Bind(10, candle.Low.Raw).Bind(11, candle.Close.Raw);
        Int128 volume = candle.Volume.ToInt128();
        (volume <= long.MaxValue ? insert.Bind(12, (long)volume) : insert.Bind(12, (double)volume)).Run();
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
