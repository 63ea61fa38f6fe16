using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>What an account did and what no file has yet, as it was said: text is made of it by whoever writes it. Its room is used again.</summary>
internal sealed class ResultPiece
{
    private const int FullBytes = 256 * 1024;
    private const int FullMarks = 8192;

    private readonly List<(EnvelopeWriter Writer, Timestamp Time, int Start)> messages = [];
    private readonly Utf8Buffer records = new(FullBytes + 4096);

    /// <summary>Orders that are done.</summary>
    public List<DoneOrder> Orders { get; } = [];

    /// <summary>Positions that are closed.</summary>
    public List<RoundTrip> Trades { get; } = [];

    /// <summary>What the account was worth.</summary>
    public List<EquityMark> Marks { get; } = new(FullMarks);

    /// <summary>How many messages there are.</summary>
    public int Messages => messages.Count;

    /// <summary>Whether it is worth writing; orders and trades come with messages.</summary>
    public bool IsFull => records.Length >= FullBytes || Marks.Count >= FullMarks;

    public void Add(EnvelopeWriter writer, Timestamp time, ReadOnlySpan<byte> record)
    {
        messages.Add((writer, time, records.Length));
        records.Write(record);
    }

    /// <summary>Writes a message as a line.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="to">Where to.</param>
    public void WriteLine(int index, long sequence, Utf8Buffer to)
    {
        (EnvelopeWriter writer, Timestamp time, int start) = messages[index];
        writer.Write(to, time, records.Written.Slice(start, writer.Schema.Size), sequence, 1);
    }

    public void Clear()
    {
        messages.Clear();
        records.Clear();
        Orders.Clear();
        Trades.Clear();
        Marks.Clear();
    }
}
