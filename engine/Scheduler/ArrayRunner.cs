using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>Runs a kind that gives at most one record with arrays a cycle.</summary>
internal sealed class ArrayRunner<TKind, TParameters, TState, TInputs, TOutput>(TParameters parameters, TInputs inputs)
    : KindRunner<TKind, TParameters, TState, TInputs, ArrayCell<TOutput>>(parameters, inputs)
    where TKind : struct, INodeKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override void Run(in Ctx c)
    {
        if (!Wakes.Any(in c))
        {
            return;
        }

        c.Outbox.BeginItems(Unsafe.SizeOf<TOutput>());
        if (!TKind.Step(in Parameters, ref c.At<TState>(State), in Inputs, in c, out TOutput y))
        {
            return;
        }

        int offset = c.Outbox.StoreWithItems(in y, out int tail);
        ref ArrayCell<TOutput> cell = ref c.At<ArrayCell<TOutput>>(Cell);
        cell.Cycle = c.Cycle;
        cell.Time = c.Time;
        cell.Value = y;
        cell.Start = c.Outbox.InEvent(offset);
        cell.Tail = tail;
        if (Channel >= 0)
        {
            c.Outbox.AddReference(Channel, c.Time, offset, tail);
        }
    }

    internal override NodeRunner Alias() => new ArrayAlias<TOutput>(Cell) { Sources = Sources };
}

/// <summary>Publishes the record of another node under a further id.</summary>
internal sealed class ArrayAlias<TOutput>(int cell) : NodeRunner
    where TOutput : unmanaged
{
    internal override bool IsAlias => true;

    public override void Run(in Ctx c)
    {
        ref readonly ArrayCell<TOutput> source = ref c.At<ArrayCell<TOutput>>(cell);
        if (source.Cycle == c.Cycle)
        {
            c.Outbox.AddFromEvent(Channel, c.Time, source.Start, source.Tail);
        }
    }
}
