using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>Runs a kind that gives at most one value a cycle.</summary>
internal sealed class ValueRunner<TKind, TParameters, TState, TInputs, TOutput>(TParameters parameters, TInputs inputs)
    : KindRunner<TKind, TParameters, TState, TInputs, Cell<TOutput>>(parameters, inputs)
    where TKind : struct, INodeKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    // Most nodes have one active input. On their way no call comes before or after the step, so that nothing has to be
    // saved for it: whatever is rare is a call at the very end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override void Run(in Ctx c)
    {
        if (Wakes.IsSingleUpdated(in c))
        {
            Step(in c);
        }
        else if (Wakes.AreSeveral)
        {
            RunIfConcerned(in c);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunIfConcerned(in Ctx c)
    {
        if (Wakes.Any(in c))
        {
            Step(in c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(in Ctx c)
    {
        if (!TKind.Step(in Parameters, ref c.At<TState>(State), in Inputs, in c, out TOutput y))
        {
            return;
        }

        ref Cell<TOutput> cell = ref c.At<Cell<TOutput>>(Cell);
        cell.Cycle = c.Cycle;
        cell.Time = c.Time;
        cell.Value = y;
        if (Channel >= 0)
        {
            Publish(in c, in cell.Value);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Publish(in Ctx c, in TOutput y) => c.Outbox.Add(Channel, c.Time, in y);

    internal override NodeRunner Alias() => new ValueAlias<TOutput>(Cell) { Sources = Sources };
}

/// <summary>Publishes the value of another node under a further id.</summary>
internal sealed class ValueAlias<TOutput>(int cell) : NodeRunner
    where TOutput : unmanaged
{
    internal override bool IsAlias => true;

    public override void Run(in Ctx c)
    {
        ref readonly Cell<TOutput> source = ref c.At<Cell<TOutput>>(cell);
        if (source.Cycle == c.Cycle)
        {
            c.Outbox.Add(Channel, c.Time, in source.Value);
        }
    }
}
