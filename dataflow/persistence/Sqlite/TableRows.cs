using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>The rows that the tables have of a log, read along with the log that they were made from, and compared.</summary>
internal sealed class TableRows : IDisposable
{
    private const string Volume = "CASE typeof(volume) WHEN 'real' THEN 'large' ELSE volume END";

    private readonly Dictionary<string, TableCursor> tables;
    private readonly string[] symbols;
    private readonly bool hasTicks;
    private readonly Dictionary<(string Symbol, string TimeFrame), (long Sequence, Timestamp Start, Timestamp Close)> bars = [];

    public TableRows(SqliteDatabase database, long run, string log)
    {
        TableCursor Open(string table, string columns) => new(database, table, columns, run, log);
        tables = new Dictionary<string, TableCursor>(StringComparer.Ordinal)
        {
            ["ticks"] = Open("ticks", "price, volume, bid, ask"),
            ["quotes"] = Open("quotes", "bid, ask, bid_size, ask_size"),
        };
        foreach (SinkTable table in SinkTable.All)
        {
            tables.Add(table.Name, Open(table.Name, table == SinkTable.Candles ? table.Columns.Replace("volume", Volume, StringComparison.Ordinal) : table.Columns));
        }

        using SqliteStatement select = database.Prepare("SELECT symbols FROM logs WHERE run_id = ? AND log = ?");
        select.Bind(1, run).Bind(2, log);
        symbols = select.Step() ? select.Text(0).Split(',') : [];
        hasTicks = !tables["ticks"].IsEmpty || !tables["quotes"].IsEmpty;
    }

    /// <summary>What is wrong, in lines, once everything was said; at most one of each table.</summary>
    public IEnumerable<string> Differences() => tables.Values.Select(t => t.Difference).OfType<string>();

    /// <summary>An event that has a row, where such rows are kept.</summary>
    public void Expect(in InputEvent e, long sequence)
    {
        if (!hasTicks)
        {
            return;
        }

        if (e.Kind == EventKind.Tick)
        {
            tables["ticks"].Expect(sequence, 0, Text(e.Time), symbols.ElementAtOrDefault(e.Symbol), Text(e.Tick.Price.Raw), Text(e.Tick.Size.Raw), Side(in e, e.QuotedTick.Bid), Side(in e, e.QuotedTick.Ask));
        }
        else if (e.Kind == EventKind.Quote)
        {
            tables["quotes"].Expect(
                sequence, 0, Text(e.Time), symbols.ElementAtOrDefault(e.Symbol), Text(e.Quote.Bid.Raw), Text(e.Quote.Ask.Raw), Text(e.Quote.BidSize.Raw), Text(e.Quote.AskSize.Raw));
        }
    }

    /// <summary>Outputs, each of which has a row.</summary>
    public void Expect(long sequence, ReadOnlySpan<byte> lines)
    {
        int n = 0;
        foreach (Range line in lines.Split((byte)'\n'))
        {
            if (!lines[line].IsEmpty)
            {
                Expect(sequence, ++n, Envelope.Read(lines[line]));
            }
        }
    }

    public void Dispose()
    {
        foreach (TableCursor table in tables.Values)
        {
            table.Dispose();
        }
    }

    private void Expect(long sequence, int n, in Envelope line)
    {
        string time = Text(line.Timestamp), symbol = line.Symbol.ToString(), frame = line.TimeFrame.ToString(), data = Encoding.UTF8.GetString(line.Data);
        SinkTable table = SinkTable.Of(line.Type);
        TableCursor rows = tables[table.Name];
        if (table == SinkTable.Candles)
        {
            Candle candle = line.ReadData<Candle>(RecordSchema.Of<Candle>());
            bars[(symbol, frame)] = (sequence, candle.Start, candle.CloseTime);
            Int128 volume = candle.Volume.ToInt128();
            rows.Expect(
                sequence, n, time, symbol, frame, Text(candle.Open.Raw), Text(candle.High.Raw), Text(candle.Low.Raw), Text(candle.Close.Raw),
                volume <= long.MaxValue ? Text((long)volume) : "large");
        }
        else if (table == SinkTable.Indicators)
        {
            (long Sequence, Timestamp Start, Timestamp Close) bar = bars.GetValueOrDefault((symbol, frame));
            string start = bar.Sequence == sequence && bar.Close == line.Timestamp ? Text(bar.Start) : "";
            rows.Expect(sequence, n, time, symbol, line.Node, frame, data, start);
        }
        else if (table == SinkTable.MarketStructure)
        {
            rows.Expect(sequence, n, time, symbol, line.Node, frame, line.Type, data);
        }
        else
        {
            rows.Expect(sequence, n, time, symbol, line.Node, line.Type, data);
        }
    }

    private static string Side(in InputEvent e, Price price) => (e.Flags & InputEvent.HasQuote) != 0 && price.Raw != 0 ? Text(price.Raw) : "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(Timestamp time) => Text(time.Nanoseconds);
}
