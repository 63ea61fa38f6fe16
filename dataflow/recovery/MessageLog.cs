using System.Globalization;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>One message of a batch of a log that somebody writes, and not a graph.</summary>
/// <param name="Symbol">What it is about; the name of the log where it is about no symbol.</param>
/// <param name="Node">Who it is about: a strategy, else the name of the log.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Sequence">Its number in the log; each message has one of its own.</param>
/// <param name="DataStart">Where its data begin among the lines, as a JSON object.</param>
/// <param name="DataEnd">Where they end.</param>
public readonly record struct BatchMessage(string Symbol, string Node, string Type, Timestamp Time, long Sequence, int DataStart, int DataEnd);

/// <summary>
/// A log whose records are the messages of who keeps it, an account: numbered, as canonical lines, with a hash chain like that of every
/// output log. It is filled while the batch before is stored. One thread at a time.
/// </summary>
public sealed class MessageLog
{
    private readonly HashChain chain = new();
    private readonly Dictionary<(string Symbol, string Node, Type Type), EnvelopeWriter> writers = [];
    private readonly MessageBatch[] batches;
    private int filling;

    /// <param name="name">Its name.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="from">Where it stands.</param>
    public MessageLog(string name, LogTag tag, LogPosition from = default)
    {
        Name = name;
        Position = from;
        chain.Restart(from.Chain);
        batches = [new MessageBatch(name, tag, chain), new MessageBatch(name, tag, chain)];
        batches[0].Begin(from);
    }

    public string Name { get; }

    /// <summary>How far it has come; its inputs are those of the logs of symbols, and not counted.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>Adds a message.</summary>
    /// <param name="symbol">The symbol; empty where it is about none.</param>
    /// <param name="node">The strategy; empty where it is about none.</param>
    /// <param name="time">Its time.</param>
    /// <param name="type">What it is.</param>
    /// <param name="record">Its bytes.</param>
    public void Add(string symbol, string node, Timestamp time, Type type, ReadOnlySpan<byte> record)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(node);
        string about = symbol.Length > 0 ? symbol : Name, of = node.Length > 0 ? node : Name;
        if (!writers.TryGetValue((about, of, type), out EnvelopeWriter? writer))
        {
            writer = new EnvelopeWriter(Name, Symbol.Parse(about), TimeFrame.None, of, RecordSchema.Of(type));
            writers.Add((about, of, type), writer);
        }

        MessageBatch batch = batches[filling];
        long sequence = Position.Sequence + 1;
        (int start, int end) = writer.Write(batch.Outputs.Lines, time, record, sequence, 1);
        batch.Outputs.Add(sequence, 1);
        batch.Add(new BatchMessage(about, of, writer.Schema.Name, time, sequence, start, end));
        Position = Position with { Sequence = sequence, Outputs = Position.Outputs + 1, Chain = chain.Hash };
    }

    /// <summary>Adds a message that its keeper wrote, as the line that it is.</summary>
    /// <exception cref="FormatException">It is none, or not the next one.</exception>
    public void Add(ReadOnlySpan<byte> line)
    {
        Envelope message = Envelope.Read(line.TrimEnd((byte)'\n'));
        long sequence = Position.Sequence + 1;
        if (message.Id != string.Create(CultureInfo.InvariantCulture, $"{Name}:{sequence}:1"))
        {
            throw new FormatException($"account {Name}: its message {sequence} is needed, and '{message.Id}' comes");
        }

        MessageBatch batch = batches[filling];
        int at = batch.Outputs.Lines.Length;
        line.Overlaps(message.Data, out int start);
        batch.Outputs.Lines.Write(line);
        batch.Outputs.Add(sequence, 1);
        batch.Add(new BatchMessage(message.Symbol.ToString(), message.Node, message.Type, message.Timestamp, sequence, at + start, at + start + message.Data.Length));
        Position = Position with { Sequence = sequence, Outputs = Position.Outputs + 1, Chain = chain.Hash };
    }

    /// <summary>Ends the batch that was filled and begins the other, which has been stored by now.</summary>
    public MessageBatch Take()
    {
        MessageBatch taken = batches[filling];
        taken.To = Position;
        filling ^= 1;
        batches[filling].Begin(Position);
        return taken;
    }
}
