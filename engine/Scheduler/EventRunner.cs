using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>Runs a kind that gives any number of objects a cycle.</summary>
internal sealed class EventRunner<TKind, TParameters, TState, TInputs, TOutput>(TParameters parameters, TInputs inputs) : NodeRunner
    where TKind : struct, IEventKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    private readonly TParameters parameters = parameters;
    private readonly TInputs inputs = inputs;
    internal override Type? StateType => typeof(TState);

    public override void Run(in Ctx c)
    {
        if (!Wakes.Any(in c))
        {
            return;
        }

        Emitter<TOutput> emitter = new(c.Outbox, c.Time, Channel);
        TKind.Step(in parameters, ref c.At<TState>(State), in inputs, in c, ref emitter);
        if (emitter.Count == 0)
        {
            return;
        }

        ref EventCell<TOutput> cell = ref c.At<EventCell<TOutput>>(Cell);
        cell.Cycle = c.Cycle;
        cell.Time = c.Time;
        cell.Start = emitter.Start;
        cell.Count = emitter.Count;
        cell.Last = emitter.Last;
    }

    internal override void Place(BlockBuilder builder)
    {
        Cell = builder.Take(Unsafe.SizeOf<EventCell<TOutput>>());
        State = builder.Take(Unsafe.SizeOf<TState>());
    }

    internal override void Initialize(BlockImage image)
    {
        TState s = default;
        Layout layout = new(image);
        TKind.Init(in parameters, ref s, ref layout);
        image.Write(Cell, default(EventCell<TOutput>));
        image.Write(State, s);
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
            c.Outbox.AddFromEvent(Channel, c.Time, source.Start + (i * stride));
        }
    }

    internal override void Place(BlockBuilder builder)
    {
    }

    internal override void Initialize(BlockImage image)
    {
    }

    internal override NodeRunner Alias() => new EventAlias<TOutput>(cell) { Sources = Sources };
}
