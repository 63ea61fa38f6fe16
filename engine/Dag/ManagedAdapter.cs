using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>The bridge from a kind that is made at run time to the code that runs it.</summary>
internal sealed class ManagedAdapter<TState, TOutput>(ManagedKind<TState, TOutput> kind)
    : KindAdapter(typeof(None), typeof(TState), typeof(None), typeof(TOutput), emitsEvents: true)
    where TState : unmanaged
    where TOutput : unmanaged
{
    public override int WarmUp(ReadOnlySpan<byte> parameters) => 1;

    public override string? Validate(ReadOnlySpan<byte> parameters) => null;

    public override NodeRunner Create(ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> inputs)
    {
        ReadOnlySpan<In<double>> all = MemoryMarshal.Cast<byte, In<double>>(inputs);
        ManagedInputs wired = new(
            all[..^2].ToArray(),
            MemoryMarshal.Cast<byte, In<Execution>>(inputs)[^2],
            MemoryMarshal.Cast<byte, In<Market>>(inputs)[^1]);
        return new ManagedRunner<TState, TOutput>(kind, MemoryMarshal.Cast<byte, double>(parameters).ToArray(), wired);
    }
}
