using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>What a log of messages adds to a store in one commit, and the state of who writes it at its end.</summary>
public sealed class MessageBatch
{
    private readonly List<BatchMessage> items = [];
    private readonly List<(string Part, ReadOnlyMemory<byte> Bytes)> state = [];

    internal MessageBatch(string log, LogTag tag, HashChain chain)
    {
        Log = log;
        Tag = tag;
        Outputs = new OutputBuffer(chain);
    }

    /// <summary>The name of the log.</summary>
    public string Log { get; }

    public LogTag Tag { get; }

    /// <summary>Where the log was before.</summary>
    public LogPosition From { get; private set; }

    /// <summary>Where the log is with it.</summary>
    public LogPosition To { get; internal set; }

    public OutputBuffer Outputs { get; }

    /// <summary>The messages, in order.</summary>
    public IReadOnlyList<BatchMessage> Items => items;

    /// <summary>The parts of the state that have changed, each with its checksum; the others stay as they are stored.</summary>
    public IReadOnlyList<(string Part, ReadOnlyMemory<byte> Bytes)> State => state;

    /// <summary>Adds a part of the state.</summary>
    public void AddState(string part, ReadOnlySpan<byte> bytes)
    {
        byte[] whole = new byte[bytes.Length + sizeof(uint)];
        bytes.CopyTo(whole);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(bytes.Length), Crc32C.Of(bytes));
        state.Add((part, whole));
    }

    internal void Begin(LogPosition from)
    {
        From = To = from;
        Outputs.Clear();
        items.Clear();
        state.Clear();
    }

    internal void Add(BatchMessage message) => items.Add(message);
}
