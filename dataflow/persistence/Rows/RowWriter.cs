using Pawl.Types;

namespace Pawl.Persistence;

/// <summary>What every row has before the columns of its table.</summary>
/// <param name="log">The name of the log.</param>
/// <param name="sequence">The number of the input event.</param>
/// <param name="n">The number of the output among those of the event; 0 for the event itself.</param>
/// <param name="time">When it became known; of a candle its start.</param>
/// <param name="symbol">The symbol.</param>
public readonly ref struct RowHead(ReadOnlySpan<byte> log, long sequence, int n, Timestamp time, ReadOnlySpan<byte> symbol)
{
    public ReadOnlySpan<byte> Log { get; } = log;

    public long Sequence { get; } = sequence;

    public int N { get; } = n;

    public Timestamp Time { get; } = time;

    public ReadOnlySpan<byte> Symbol { get; } = symbol;
}

/// <summary>Takes rows, value by value in the order of their table's columns, and writes them in a database's types.</summary>
public abstract class RowWriter
{
    public abstract void Begin(SinkTable table, in RowHead head);

    /// <param name="raw">Units of 10⁻⁸.</param>
    public abstract void Price(long raw);

    /// <param name="raw">Units of 10⁻⁸.</param>
    public abstract void Volume(Int128 raw);

    public abstract void Text(ReadOnlySpan<byte> utf8);

    public abstract void Json(ReadOnlySpan<byte> utf8);

    public abstract void Time(Timestamp time);

    /// <summary>No value, whatever the column holds.</summary>
    public abstract void Null();

    public abstract void End();
}
