using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>Runs a kind that gives any number of objects a cycle.</summary>
internal sealed class EventRunner<TKind, TParameters, TState, TInputs, TOutput>(TParameters parameters, TInputs inputs)
    : KindRunner<TKind, TParameters, TState, TInputs, EventCell<TOutput>>(parameters, inputs)
    where TKind : struct, IEventKind<TParameters, TState, TInputs, TOutput>
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

        Emitter<TOutput> emitter = new(c.Outbox, c.Time, Channel);
        TKind.Step(in Parameters, ref c.At<TState>(State), in Inputs, in c, ref emitter);
        emitter.Keep(ref c.At<EventCell<TOutput>>(Cell), in c);
    }

    internal override NodeRunner Alias() => new EventAlias<TOutput>(Cell) { Sources = Sources };
}

/// <summary>Publishes the objects of another node under a further id.</summary>
internal sealed class EventAlias<TOutput>(int cell) : NodeRunner
    where TOutput : unmanaged
{
    internal override bool IsAlias => true;

    public override void Run(in Ctx c)
    {
        ref readonly EventCell<TOutput> source = ref c.At<EventCell<TOutput>>(cell);
        if (source.Cycle != c.Cycle)
        {
            return;
        }

        int stride = (Unsafe.SizeOf<TOutput>() + 7) & ~7;
        for (int i = 0; i < source.Count; i++)
        {
            if (OutputCases<TOutput>.IsUnion)
            {
                c.Outbox.AddCaseFromEvent(Channel, c.Time, source.Start + (i * stride));
            }
            else
            {
                c.Outbox.AddFromEvent(Channel, c.Time, source.Start + (i * stride));
            }
        }
    }
}
