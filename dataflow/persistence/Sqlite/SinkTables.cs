using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>Writes what a batch holds as rows of tables that people and tools query.</summary>
internal sealed class SinkTables(SqliteDatabase database, long run, bool keepsTicks) : IDisposable
{
    private readonly Dictionary<EngineLog, SinkChannels> known = [];
    private readonly EventDecoder decoder = new();
    private readonly SqliteRows rows = new(database, run);

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
            if ((marks & EventMarks.Duplicate) == EventMarks.None)
            {
                TableRow.Input(rows, new RowHead(of.Log, ++sequence, 0, e.Time, of.Symbols[e.Symbol]), in e);
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
            if (channel.Table == SinkTable.Candles)
            {
                Candle candle = MemoryMarshal.Read<Candle>(batch.Data[output.Offset..]);
                channel.Bar = (output.Sequence, candle.Start, candle.CloseTime);
                TableRow.Candle(rows, new RowHead(of.Log, output.Sequence, output.N, candle.Start, channel.Symbol), channel.TimeFrame, in candle);
                continue;
            }

            RowHead head = new(of.Log, output.Sequence, output.N, output.Time, channel.Symbol);
            TableRow.Output(
                rows, channel.Table, in head, new OutputNames(channel.Node, channel.TimeFrame, channel.Type), lines[item.DataStart..item.DataEnd], channel.BarTime(in output));
        }
    }

    /// <summary>Writes the messages of an account.</summary>
    public void WriteMessages(MessageBatch batch)
    {
        byte[] log = Encoding.UTF8.GetBytes(batch.Log);
        ReadOnlySpan<byte> lines = batch.Outputs.Lines.Written;
        foreach (BatchMessage item in batch.Items)
        {
            RowHead head = new(log, item.Sequence, 1, item.Time, Encoding.UTF8.GetBytes(item.Symbol));
            OutputNames names = new(Encoding.UTF8.GetBytes(item.Node), default, Encoding.UTF8.GetBytes(item.Type));
            TableRow.Output(rows, SinkTable.Of(item.Type), in head, in names, lines[item.DataStart..item.DataEnd], bar: null);
        }
    }

    public void Dispose() => rows.Dispose();

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
