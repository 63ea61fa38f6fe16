using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay.Storing;

/// <summary>The output log of a stored log, record by record.</summary>
internal sealed class StoredOutputs(StoredLog stored, EngineLog log)
{
    private readonly Dictionary<(string Symbol, string Node, string Type), Channel> channels = [];
    private OutputReader? batch;
    private byte[] record = [];
    private int index;
    private long read = stored.Removed.Outputs;

    /// <summary>Appends the lines of all records up to an event, from where the last call ended; returns how many outputs they are.</summary>
    /// <param name="sequence">The last event.</param>
    /// <param name="lines">Where to.</param>
    /// <param name="show">Takes each output as a record as well, read from its line; null where nobody wants it.</param>
    public int TakeUpTo(long sequence, Utf8Buffer lines, RecordTaker? show)
    {
        int outputs = 0;
        while ((batch is not null && index < batch.Count) || Open())
        {
            OutputRecord next = batch![index];
            if (next.Sequence > sequence)
            {
                break;
            }

            ReadOnlySpan<byte> said = batch.LinesOf(index);
            lines.Write(said);
            if (show is not null)
            {
                Show(said, next.Sequence, show);
            }

            outputs += next.Outputs;
            index++;
        }

        return outputs;
    }

    private bool Open()
    {
        // What this process stores itself lies beyond the tail.
        if (read == stored.Tail.Outputs)
        {
            return false;
        }

        OutputBatch? next = stored.Outputs.After(read);
        if (next?.FirstRecord != read + 1)
        {
            throw new StoreException($"log {stored.Name}: its output log holds nothing of record {read + 1}; begin a new run without --resume");
        }

        batch = new OutputReader(next.Content);
        read += batch.Count;
        index = 0;
        return true;
    }

    private void Show(ReadOnlySpan<byte> lines, long sequence, RecordTaker show)
    {
        int n = 0;
        foreach (Range line in lines.Split((byte)'\n'))
        {
            if (lines[line].IsEmpty)
            {
                continue;
            }

            Envelope envelope = Envelope.Read(lines[line]);
            Channel channel = ChannelOf(envelope.Symbol.ToString(), envelope.Node, envelope.Type);
            if (record.Length < channel.Schema.Size)
            {
                record = new byte[channel.Schema.Size];
            }

            envelope.ReadData(channel.Schema, record);
            Output output = new(sequence, ++n, channel.Index, envelope.Timestamp, 0);
            show(in output, record);
        }
    }

    private Channel ChannelOf(string symbol, string node, string type)
    {
        if (!channels.TryGetValue((symbol, node, type), out Channel? channel))
        {
            channel = log.Graph.Channels.First(c => log.Symbols[c.Symbol] == symbol && c.Node == node && c.Schema.Name == type);
            channels.Add((symbol, node, type), channel);
        }

        return channel;
    }
}
