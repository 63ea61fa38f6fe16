using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The latest value of a node or source, as it lies in a log.</summary>
/// <param name="Cycle">The cycle that made it; 0 where there is none yet.</param>
/// <param name="Time">The time of that cycle.</param>
/// <param name="Schema">What <paramref name="Record"/> holds.</param>
/// <param name="Record">Its bytes; of a kind that emits several objects the last one.</param>
/// <param name="Count">How many objects there were in that cycle.</param>
public sealed record HeldValue(long Cycle, Timestamp Time, RecordSchema Schema, byte[] Record, int Count);

// What lies in the log, for those who explain it. A producer is the index of a node, or of a source as its complement (~index).
public sealed partial class EngineLog
{
    /// <summary>The latest value of a producer.</summary>
    public HeldValue ValueOf(int producer)
    {
        if (producer < 0)
        {
            Source source = Graph.Sources[~producer];
            if (source.Kind == ReferenceKind.Orders)
            {
                // Of an order the quantity is told; the rest stands in the event.
                return ValueAt(source.Cell, RecordSchema.Of<Quantity>(), emitsEvents: false, Execution.QuantityOffset);
            }

            return ValueAt(source.Cell, RecordSchema.Of(SourceVertex.TypeOf(source.Kind)), emitsEvents: false);
        }

        KindDescriptor? kind = Graph.NodeAt(producer)?.Kind;
        int cell = Graph.Parts.Runners[producer].Cell;
        return kind is { Outputs.Length: > 1 }
            ? ValueAt(cell, kind.Outputs[(int)At<long>(cell + CellLayout.LastEvent)], emitsEvents: true, UnionAttribute.Head)
            : ValueAt(cell, kind?.Output ?? RecordSchema.Of<double>(), kind?.EmitsEvents ?? false);
    }

    /// <summary>The numbers in the state of a node, by the names of its fields; regions are left out.</summary>
    public IReadOnlyList<StateNumber> StateOf(int node) =>
        Graph.Parts.Runners[node] is { StateType: { } type } runner
            ? StateNumber.Read(type, MemoryMarshal.CreateReadOnlySpan(ref At<byte>(runner.State), RuntimeHelpers.SizeOf(type.TypeHandle)))
            : [];

    private HeldValue ValueAt(int cell, RecordSchema schema, bool emitsEvents, int head = 0)
    {
        (long cycle, Timestamp time) = (At<long>(cell), At<Timestamp>(cell + CellLayout.Time));
        int count = emitsEvents ? At<int>(cell + CellLayout.EventCount) : cycle == 0 ? 0 : 1;
        int value = cell + head + (emitsEvents ? CellLayout.LastEvent : CellLayout.Value);
        return new HeldValue(cycle, time, schema, block.AsSpan(value, schema.Size).ToArray(), count);
    }
}
