using Pawl.Engine;

namespace Pawl.Recovery;

/// <summary>One output of a batch.</summary>
/// <param name="Output">Its record lies at <see cref="Output.Offset"/> of <see cref="LogBatch.Data"/>.</param>
/// <param name="DataStart">Where its data begin among the lines, as a JSON object.</param>
/// <param name="DataEnd">Where they end.</param>
public readonly record struct BatchOutput(Output Output, int DataStart, int DataEnd);

/// <summary>What one log adds to a store in one commit: input events, what they caused, and sometimes its state. Used again and again.</summary>
public sealed class LogBatch
{
    private readonly List<BatchOutput> items = [];
    private byte[] data = new byte[1024];
    private int used;

    internal LogBatch(LogComputation computation, LogTag tag, HashChain chain, Action<OutputRecord, Hash256>? added = null)
    {
        Computation = computation;
        Tag = tag;
        Outputs = new OutputBuffer(chain) { Added = added };
        Inputs.Clear();
    }

    /// <summary>The log, for its name, its symbols and its channels; its state belongs to another thread.</summary>
    public EngineLog Log => Computation.Log;

    /// <summary>What computed it.</summary>
    public LogComputation Computation { get; internal set; }

    public LogTag Tag { get; }

    /// <summary>Where the log was before.</summary>
    public LogPosition From { get; internal set; }

    /// <summary>Where the log is with it.</summary>
    public LogPosition To { get; internal set; }

    public EventEncoder Inputs { get; } = new();

    public OutputBuffer Outputs { get; }

    /// <summary>The single outputs, in order.</summary>
    public IReadOnlyList<BatchOutput> Items => items;

    /// <summary>The records of the outputs.</summary>
    public ReadOnlySpan<byte> Data => data.AsSpan(0, used);

    /// <summary>The state at the end of the batch, as <see cref="Recovery.Snapshot"/> writes it.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; set; }

    public bool IsEmpty => From == To && Snapshot is null;

    internal void Begin(LogPosition from, LogComputation computation)
    {
        Computation = computation;
        From = To = from;
        Inputs.Clear();
        Outputs.Clear();
        items.Clear();
        used = 0;
        Snapshot = null;
    }

    /// <summary>Forgets the first outputs.</summary>
    /// <param name="records">How many records they are.</param>
    /// <param name="outputs">How many outputs.</param>
    /// <param name="before">The chain after them.</param>
    internal void RemoveFirst(int records, int outputs, Hash256 before)
    {
        int cut = Outputs.RemoveFirst(records, before);
        items.RemoveRange(0, outputs);
        for (int i = 0; i < items.Count; i++)
        {
            items[i] = items[i] with { DataStart = items[i].DataStart - cut, DataEnd = items[i].DataEnd - cut };
        }

        used = items.Count == 0 ? 0 : used;
    }

    internal void Add(in Output output, ReadOnlySpan<byte> record, (int Start, int End) json)
    {
        int end = used + record.Length;
        if (end > data.Length)
        {
            Array.Resize(ref data, Math.Max(end, data.Length * 2));
        }

        record.CopyTo(data.AsSpan(used));
        items.Add(new BatchOutput(output with { Offset = used }, json.Start, json.End));
        used = end;
    }
}
