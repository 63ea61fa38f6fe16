using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The bridge from a kind known by its type at run time to the generic code that runs it.</summary>
internal abstract class KindAdapter(Type parameters, Type state, Type inputs, Type output, bool emitsEvents)
{
    // What can be said without the kind's own type is: every method of the generic classes is compiled anew for each kind that is used.
    public Type ParametersType { get; } = parameters;

    public Type StateType { get; } = state;

    public Type InputsType { get; } = inputs;

    public Type OutputType { get; } = output;

    public bool EmitsEvents { get; } = emitsEvents;

    public abstract int WarmUp(ReadOnlySpan<byte> parameters);

    public abstract string? Validate(ReadOnlySpan<byte> parameters);

    public abstract NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs);
}

internal abstract class KindAdapter<TKind, TParameters, TState, TInputs, TOutput>(bool emitsEvents)
    : KindAdapter(typeof(TParameters), typeof(TState), typeof(TInputs), typeof(TOutput), emitsEvents)
    where TKind : struct, IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override int WarmUp(ReadOnlySpan<byte> parameters) => TKind.WarmUp(MemoryMarshal.AsRef<TParameters>(parameters));

    public override string? Validate(ReadOnlySpan<byte> parameters) => TKind.Validate(MemoryMarshal.AsRef<TParameters>(parameters));
}

internal sealed class ValueAdapter<TKind, TParameters, TState, TInputs, TOutput>() : KindAdapter<TKind, TParameters, TState, TInputs, TOutput>(emitsEvents: false)
    where TKind : struct, INodeKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs)
    {
        (TParameters p, TInputs x) = (MemoryMarshal.Read<TParameters>(parameters), MemoryMarshal.Read<TInputs>(inputs));
        return RecordSchema.Of<TOutput>().HasItems
            ? new ArrayRunner<TKind, TParameters, TState, TInputs, TOutput>(p, x)
            : new ValueRunner<TKind, TParameters, TState, TInputs, TOutput>(p, x);
    }
}

internal sealed class EventAdapter<TKind, TParameters, TState, TInputs, TOutput>() : KindAdapter<TKind, TParameters, TState, TInputs, TOutput>(emitsEvents: true)
    where TKind : struct, IEventKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs) =>
        new EventRunner<TKind, TParameters, TState, TInputs, TOutput>(
            MemoryMarshal.Read<TParameters>(parameters), MemoryMarshal.Read<TInputs>(inputs));
}
