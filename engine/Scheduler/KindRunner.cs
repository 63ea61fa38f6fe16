using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>What the runners of all kinds share: parameters, inputs, and the memory of a cell and a state.</summary>
internal abstract class KindRunner<TKind, TParameters, TState, TInputs, TCell>(TParameters parameters, TInputs inputs) : NodeRunner
    where TKind : struct, IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TCell : unmanaged
{
    protected readonly TParameters Parameters = parameters;
    protected readonly TInputs Inputs = inputs;

    internal override Type? StateType => typeof(TState);

    internal override void Place(BlockBuilder builder)
    {
        Cell = builder.Take(Unsafe.SizeOf<TCell>());
        State = builder.Take(Unsafe.SizeOf<TState>());
    }

    internal override void Initialize(BlockImage image)
    {
        TState s = default;
        Layout layout = new(image);
        TKind.Init(in Parameters, ref s, ref layout);
        image.Range(Cell, Unsafe.SizeOf<TCell>()).Clear();
        MemoryMarshal.Write(image.Range(State, Unsafe.SizeOf<TState>()), in s);
    }
}
