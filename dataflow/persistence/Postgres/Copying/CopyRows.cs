using Pawl.Types;

namespace Pawl.Persistence.Postgres.Copying;

/// <summary>A table as PostgreSQL has it.</summary>
internal static class CopyTable
{
    /// <summary>The columns that all rows begin with.</summary>
    public static readonly string[] Head = ["time", "time_ns", "symbol", "run_id", "log", "seq", "n"];

    /// <summary>All columns, in the order in which they are copied; a time is there twice.</summary>
    public static string[] ColumnsOf(SinkTable table) =>
        [.. Head, .. table.Columns.SelectMany(c => c.Type == SinkColumnType.Time ? (string[])[c.Name, c.Name + "_ns"] : [c.Name])];
}

/// <summary>Collects the rows of a batch, a buffer for each table.</summary>
internal sealed class CopyRows : RowWriter
{
    private readonly Dictionary<SinkTable, CopyBuffer> buffers = SinkTable.All.ToDictionary(t => t, t => new CopyBuffer(CopyTable.ColumnsOf(t).Length));
    private SinkTable table = SinkTable.Ticks;
    private CopyBuffer buffer = null!;
    private int column;

    /// <summary>The run that the rows belong to.</summary>
    public long Run { get; set; }

    public IReadOnlyDictionary<SinkTable, CopyBuffer> Buffers => buffers;

    public void Clear()
    {
        foreach (CopyBuffer each in buffers.Values)
        {
            each.Clear();
        }
    }

    public override void Begin(SinkTable table, in RowHead head)
    {
        this.table = table;
        column = 0;
        buffer = buffers[table];
        buffer.BeginRow();
        buffer.Time(head.Time);
        buffer.Long(head.Time.Nanoseconds);
        buffer.Text(head.Symbol);
        buffer.Long(Run);
        buffer.Text(head.Log);
        buffer.Long(head.Sequence);
        buffer.Int(head.N);
    }

    public override void Price(long raw) => Volume(raw);

    public override void Volume(Int128 raw)
    {
        column++;
        buffer.Number(raw);
    }

    public override void Text(ReadOnlySpan<byte> utf8)
    {
        column++;
        buffer.Text(utf8);
    }

    public override void Json(ReadOnlySpan<byte> utf8)
    {
        column++;
        buffer.Json(utf8);
    }

    public override void Time(Timestamp time)
    {
        column++;
        buffer.Time(time);
        buffer.Long(time.Nanoseconds);
    }

    public override void Null()
    {
        if (table.Columns[column++].Type == SinkColumnType.Time)
        {
            buffer.Null();
        }

        buffer.Null();
    }

    public override void End()
    {
    }
}
