using Pawl.Types;

namespace Pawl.Persistence;

/// <summary>Makes the rows of outputs from their canonical lines, for whoever has an output log and not the graph that wrote it.</summary>
public sealed class LineRows(RowWriter to)
{
    /// <summary>The last candle of each symbol and time frame: the event that closed it, its start and its end.</summary>
    private readonly Dictionary<(string Symbol, string TimeFrame), (long Sequence, Timestamp Start, Timestamp Close)> bars = [];
    private readonly Utf8Buffer names = new(256);

    /// <summary>The rows of a record: all that one event caused.</summary>
    /// <param name="log">The name of the log.</param>
    /// <param name="sequence">The number of the event.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="FormatException">A line is no message.</exception>
    public void Write(ReadOnlySpan<byte> log, long sequence, ReadOnlySpan<byte> lines)
    {
        int n = 0;
        foreach (Range line in lines.Split((byte)'\n'))
        {
            if (!lines[line].IsEmpty)
            {
                Write(log, sequence, ++n, Envelope.Read(lines[line]));
            }
        }
    }

    private void Write(ReadOnlySpan<byte> log, long sequence, int n, in Envelope line)
    {
        string symbol = line.Symbol.ToString(), frame = line.TimeFrame.ToString();
        names.Clear();
        Range symbolAt = Add(symbol), frameAt = Add(frame), nodeAt = Add(line.Node), typeAt = Add(line.Type);
        ReadOnlySpan<byte> all = names.Written;
        RowHead head = new(log, sequence, n, line.Timestamp, all[symbolAt]);
        SinkTable table = SinkTable.Of(line.Type);
        if (table == SinkTable.Candles)
        {
            Candle candle = line.ReadData<Candle>(RecordSchema.Of<Candle>());
            bars[(symbol, frame)] = (sequence, candle.Start, candle.CloseTime);
            TableRow.Candle(to, in head, all[frameAt], in candle);
            return;
        }

        Timestamp? bar = bars.TryGetValue((symbol, frame), out (long Sequence, Timestamp Start, Timestamp Close) last) && last.Sequence == sequence && last.Close == line.Timestamp
            ? last.Start
            : null;
        TableRow.Output(to, table, in head, new OutputNames(all[nodeAt], all[frameAt], all[typeAt]), line.Data, bar);
    }

    private Range Add(string text)
    {
        int start = names.Length;
        Span<byte> room = names.GetSpan(text.Length * 3);
        names.Advance(System.Text.Encoding.UTF8.GetBytes(text, room));
        return start..names.Length;
    }
}
