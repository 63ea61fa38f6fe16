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

    public StoredLog Stored => new("X", Tag, Tail, this, this, this);

    public void Commit(LogBatch batch)
    {
        Inputs.Add(new InputBatch(batch.From.Records + 1, batch.Inputs.Count, batch.To.Sequence, batch.Inputs.Complete().ToArray()));
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

    InputBatch? IInputLog.After(long record) => Inputs.Find(b => b.FirstRecord + b.Records > record + 1);

    OutputBatch? IOutputLog.After(long record) => Outputs.Find(b => b.FirstRecord + b.Records > record + 1);

    IEnumerable<ReadOnlyMemory<byte>> ISnapshots.NewestFirst() => Enumerable.Reverse(Snapshots).Select(s => new ReadOnlyMemory<byte>(s));
}
