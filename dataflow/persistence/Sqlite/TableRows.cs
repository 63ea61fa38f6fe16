using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>The rows that the tables have of a log, read along with the log that they were made from, and compared.</summary>
internal sealed class TableRows : RowWriter, IDisposable
{
    private const string Volumes = "CASE typeof(volume) WHEN 'real' THEN 'large' ELSE volume END";

    private readonly Dictionary<SinkTable, TableCursor> tables;
    private readonly byte[] log;
    private readonly byte[][] symbols;
    private readonly bool hasTicks;
    private readonly LineRows outputs;
    private readonly List<string?> values = [];
    private TableCursor table = null!;
    private long sequence;
    private int n;

    public TableRows(SqliteDatabase database, long run, string log)
    {
        this.log = Encoding.UTF8.GetBytes(log);
        outputs = new LineRows(this);
        tables = SinkTable.All.ToDictionary(t => t, t => new TableCursor(
            database, t.Name, t == SinkTable.Candles ? t.ColumnNames.Replace("volume", Volumes, StringComparison.Ordinal) : t.ColumnNames, run, log));
        using SqliteStatement select = database.Prepare("SELECT symbols FROM logs WHERE run_id = ? AND log = ?");
        select.Bind(1, run).Bind(2, log);
        symbols = select.Step() ? [.. select.Text(0).Split(',').Select(Encoding.UTF8.GetBytes)] : [];
        hasTicks = SinkTable.Inputs.Any(t => !tables[t].IsEmpty);
    }

    /// <summary>What is wrong, in lines, once everything was said; at most one of each table.</summary>
    public IEnumerable<string> Differences() => tables.Values.Select(t => t.Difference).OfType<string>();

    /// <summary>An event that has a row, where such rows are kept.</summary>
    public void Expect(in InputEvent e, long sequence)
    {
        if (hasTicks)
        {
            TableRow.Input(this, new RowHead(log, sequence, 0, e.Time, symbols.ElementAtOrDefault(e.Symbol)), in e);
        }
    }

    /// <summary>Outputs, each of which has a row.</summary>
    public void Expect(long sequence, ReadOnlySpan<byte> lines) => outputs.Write(log, sequence, lines);

    public override void Begin(SinkTable table, in RowHead head)
    {
        this.table = tables[table];
        (sequence, n) = (head.Sequence, head.N);
        values.Clear();
        Time(head.Time);
        Text(head.Symbol);
    }

    public override void Price(long raw) => values.Add(raw.ToString(CultureInfo.InvariantCulture));

    public override void Volume(Int128 raw) => values.Add(raw <= long.MaxValue ? raw.ToString(CultureInfo.InvariantCulture) : "large");

    public override void Text(ReadOnlySpan<byte> utf8) => values.Add(Encoding.UTF8.GetString(utf8));

    public override void Json(ReadOnlySpan<byte> utf8) => Text(utf8);

    public override void Time(Timestamp time) => Price(time.Nanoseconds);

    public override void Null() => values.Add("");

    public override void End() => table.Expect(sequence, n, CollectionsMarshal.AsSpan(values));

    public void Dispose()
    {
        foreach (TableCursor cursor in tables.Values)
        {
            cursor.Dispose();
        }
    }
}
