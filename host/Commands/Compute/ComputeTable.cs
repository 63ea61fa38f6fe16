using System.Runtime.InteropServices;
using System.Text;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The table of one kind: the candles begin its rows, the node fills them.</summary>
internal abstract class ComputeTable(ComputedNode node, ComputeTarget target) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    public string Node => node.Id;

    public RecordSchema Schema => node.Kind.Output;

    protected Utf8Buffer Rows { get; } = new(PieceBytes * 2);

    /// <summary>A row for each candle, or for each event where a kind may give any number of them.</summary>
    public static ComputeTable Of(ComputedNode node, ComputeTarget target) =>
        node.Kind.EmitsEvents ? new EventTable(node, target) : new ValueTable(node, target);

    /// <summary>A candle has closed.</summary>
    public abstract void Begin(in Candle candle);

    /// <summary>The node has given something.</summary>
    public abstract void Add(Timestamp time, ReadOnlySpan<byte> record);

    public virtual void Complete()
    {
        target.Write(Rows.Written);
        Rows.Clear();
        target.Complete();
    }

    public void Dispose() => target.Dispose();

    protected void EndRow()
    {
        Rows.WriteByte((byte)'\n');
        if (Rows.Length >= PieceBytes)
        {
            target.Write(Rows.Written);
            Rows.Clear();
        }
    }
}

/// <summary>A row for each candle: its start and the fields of the value, empty where there was none.</summary>
internal sealed class ValueTable : ComputeTable
{
    private byte[] value;
    private Timestamp start;
    private bool isOpen;

    /// <summary>Bytes of the value; 0 where there is none.</summary>
    private int length;

    public ValueTable(ComputedNode node, ComputeTarget target)
        : base(node, target)
    {
        value = new byte[Schema.MaxSize];
        Rows.Write(Encoding.UTF8.GetBytes(string.Join(',', Schema.DataFields.Select(f => f.Name).Prepend("timestamp"))));
        Rows.WriteByte((byte)'\n');
    }

    public override void Begin(in Candle candle)
    {
        End();
        (start, isOpen) = (candle.Start, true);
    }

    public override void Add(Timestamp time, ReadOnlySpan<byte> record)
    {
        if (record.Length > value.Length)
        {
            // A record with arrays is as long as they are.
            value = new byte[record.Length];
        }

        record.CopyTo(value);
        length = record.Length;
    }

    public override void Complete()
    {
        End();
        base.Complete();
    }

    private void End()
    {
        if (!isOpen)
        {
            return;
        }

        Rows.Write(start);
        foreach (RecordField field in Schema.DataFields)
        {
            Rows.WriteByte((byte)',');
            if (length > 0)
            {
                Schema.WriteCell(field, value.AsSpan(0, length), Rows);
            }
        }

        EndRow();
        (isOpen, length) = (false, 0);
    }
}

/// <summary>A row for each event: the start of the bar where it lies, the close of the bar at which it became known, and what it is.</summary>
internal sealed class EventTable : ComputeTable
{
    /// <summary>Fields that say in which bar an object lies; the first that a message has.</summary>
    private static readonly string[] Places = ["bar_time", "origin_time"];

    private readonly RecordField? place;
    private readonly RecordField[] fields;
    private Timestamp start;

    public EventTable(ComputedNode node, ComputeTarget target)
        : base(node, target)
    {
        place = PlaceIn(Schema);
        fields = [.. Schema.DataFields.Where(f => f != place).OrderBy(f => f.Name switch { "object_id" => 0, "state" => 1, _ => 2 })];
        Rows.Write(Encoding.UTF8.GetBytes(string.Join(',', fields.Select(f => f.Name == "object_id" ? "id" : f.Name).Prepend("bar_time,known_at,type"))));
        Rows.WriteByte((byte)'\n');
    }

    /// <summary>The field that says in which bar an object lies, if a message has one.</summary>
    public static RecordField? PlaceIn(RecordSchema schema) => Places.Select(schema.Find).FirstOrDefault(f => f is not null);

    public override void Begin(in Candle candle) => start = candle.Start;

    public override void Add(Timestamp time, ReadOnlySpan<byte> record)
    {
        Rows.Write(place is null ? start : MemoryMarshal.Read<Timestamp>(record[place.Offset..]));
        Rows.WriteByte((byte)',');
        Rows.Write(time);
        Rows.WriteByte((byte)',');
        Rows.Write(Encoding.UTF8.GetBytes(Schema.Name));
        foreach (RecordField field in fields)
        {
            Rows.WriteByte((byte)',');
            Schema.WriteCell(field, record, Rows);
        }

        EndRow();
    }
}
