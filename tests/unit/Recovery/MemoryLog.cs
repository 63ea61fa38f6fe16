using Pawl.Recovery;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>A log behind the ports that holds everything in lists, for tests to damage.</summary>
internal sealed class MemoryLog : IInputLog, IOutputLog, ISnapshots
{
    public List<InputBatch> Inputs { get; } = [];

    public List<OutputBatch> Outputs { get; } = [];

    public List<byte[]> Snapshots { get; } = [];

    public LogPosition Tail { get; set; }

    public LogTag Tag { get; set; } = new(42);

    public Hash256? Pipeline { get; set; }

    public StoredLog Stored => new("X", Tag, Tail, Pipeline, this, this, this);

    public void Commit(LogBatch batch)
    {
        if (batch.Inputs.Count > 0)
        {
            Inputs.Add(new InputBatch(batch.From.Records + 1, batch.Inputs.Count, batch.To.Sequence, batch.Inputs.Complete().ToArray()));
        }

        if (batch.Outputs.Records.Count > 0)
        {
            Outputs.Add(new OutputBatch(batch.From.Outputs + 1, batch.Outputs.Records.Count, batch.Outputs.Previous, batch.Outputs.Hash, batch.Outputs.Complete().ToArray()));
        }

        if (batch.Snapshot is { } snapshot)
        {
            Snapshots.Add(snapshot.ToArray());
        }

        Tail = batch.To;
    }

    /// <summary>How many single outputs follow a record.</summary>
    public int OutputsAfter(long record) => Outputs.Sum(b =>
    {
        OutputReader reader = new(b.Content);
        return Enumerable.Range(0, reader.Count).Where(i => b.FirstRecord + i > record).Sum(i => reader[i].Outputs);
    });

    InputBatch? IInputLog.After(long record) => Inputs.Find(b => b.FirstRecord + b.Records > record + 1);

    OutputBatch? IOutputLog.After(long record) => Outputs.Find(b => b.FirstRecord + b.Records > record + 1);

    IEnumerable<ReadOnlyMemory<byte>> ISnapshots.NewestFirst() => Enumerable.Reverse(Snapshots).Select(s => new ReadOnlyMemory<byte>(s));
}
