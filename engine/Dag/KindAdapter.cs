using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The bridge from a kind known by its type at run time to the generic code that runs it.</summary>
internal abstract class KindAdapter
{
    public abstract Type ParametersType { get; }

    public abstract Type StateType { get; }

    public abstract Type InputsType { get; }

    public abstract Type OutputType { get; }

    public abstract bool EmitsEvents { get; }

    public abstract int WarmUp(ReadOnlySpan<byte> parameters);

    public abstract string? Validate(ReadOnlySpan<byte> parameters);

    public abstract NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs);
}

internal abstract class KindAdapter<TKind, TParameters, TState, TInputs, TOutput> : KindAdapter
    where TKind : struct, IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override Type ParametersType => typeof(TParameters);

    public override Type StateType => typeof(TState);

    public override Type InputsType => typeof(TInputs);

    public override Type OutputType => typeof(TOutput);

    public override int WarmUp(ReadOnlySpan<byte> parameters) => TKind.WarmUp(MemoryMarshal.AsRef<TParameters>(parameters));

    public override string? Validate(ReadOnlySpan<byte> parameters) => TKind.Validate(MemoryMarshal.AsRef<TParameters>(parameters));
}

internal sealed class ValueAdapter<TKind, TParameters, TState, TInputs, TOutput> : KindAdapter<TKind, TParameters, TState, TInputs, TOutput>
    where TKind : struct, INodeKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override bool EmitsEvents => false;

    public override NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs)
    {
        (TParameters p, TInputs x) = (MemoryMarshal.Read<TParameters>(parameters), MemoryMarshal.Read<TInputs>(inputs));
        return RecordSchema.Of<TOutput>().HasItems
            ? new ArrayRunner<TKind, TParameters, TState, TInputs, TOutput>(p, x)
            : new ValueRunner<TKind, TParameters, TState, TInputs, TOutput>(p, x);
    }
}

internal sealed class EventAdapter<TKind, TParameters, TState, TInputs, TOutput> : KindAdapter<TKind, TParameters, TState, TInputs, TOutput>
    where TKind : struct, IEventKind<TParameters, TState, TInputs, TOutput>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    public override bool EmitsEvents => true;

    public override NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs) =>
        new EventRunner<TKind, TParameters, TState, TInputs, TOutput>(
            MemoryMarshal.Read<TParameters>(parameters), MemoryMarshal.Read<TInputs>(inputs));
}
