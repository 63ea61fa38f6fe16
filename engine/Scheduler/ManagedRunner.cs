using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Runs a kind that was made at run time.</summary>
internal sealed class ManagedRunner<TState, TOutput>(ManagedKind<TState, TOutput> kind, double[] parameters, ManagedInputs inputs) : NodeRunner
    where TState : unmanaged
    where TOutput : unmanaged
{
    internal override bool IsManaged => true;

    internal override Type? StateType => typeof(TState);

    public override void Run(in Ctx c)
    {
        if (!Wakes.Any(in c))
        {
            return;
        }

        Emitter<TOutput> emitter = new(c.Outbox, c.Time, Channel);
        object beside = c.Beside[Index] ??= kind.Open();
        string? failure = kind.Step(parameters, ref c.At<TState>(State), inputs, beside, in c, ref emitter);
        emitter.Keep(ref c.At<EventCell<TOutput>>(Cell), in c);
        if (failure is not null)
        {
            NodeError error = new() { Error = Text64.From(failure) };
            c.Outbox.Add(ErrorChannel, c.Time, in error);
        }
    }

    internal override void SwitchVersion(EngineLog log, long version) => kind.SwitchVersion(ref log.At<TState>(State), version);

    internal override long VersionOf(EngineLog log) => kind.VersionOf(in log.At<TState>(State));

    internal override void Place(BlockBuilder builder)
    {
        Cell = builder.Take(Unsafe.SizeOf<EventCell<TOutput>>());
        State = builder.Take(Unsafe.SizeOf<TState>());
    }

    internal override void Initialize(BlockImage image)
    {
        TState s = default;
        Layout layout = new(image);
        kind.Init(ref s, ref layout);
        image.Range(Cell, Unsafe.SizeOf<EventCell<TOutput>>()).Clear();
        MemoryMarshal.Write(image.Range(State, Unsafe.SizeOf<TState>()), in s);
    }

    internal override NodeRunner Alias() => new EventAlias<TOutput>(Cell) { Sources = Sources };
}
