using System.Collections.Immutable;

namespace Pawl.Engine;

/// <summary>
/// A kind that is made at run time, with inputs and parameters of its own: that of a script. What its nodes remember lies in the block
/// like that of every other kind, so that saving, copying, previewing, comparing and resetting are what they are everywhere. Beside the
/// block a log keeps an object for each node, which can be made again from the block at any time and is never saved.
/// </summary>
public abstract class ManagedKind
{
    /// <summary>The name in pipelines.</summary>
    public abstract string Name { get; }

    public abstract string Summary { get; }

    /// <summary>Parameters, all of them double, one after the other.</summary>
    public abstract ImmutableArray<KindParameter> Parameters { get; }

    /// <summary>Inputs, all of them numbers.</summary>
    public abstract ImmutableArray<KindInput> Inputs { get; }

    internal abstract KindAdapter CreateAdapter();
}

/// <summary>The same with the state of its nodes and what they emit. It is a strategy: it is told of its orders and of the market.</summary>
/// <typeparam name="TState">State between steps: an unmanaged struct without padding.</typeparam>
/// <typeparam name="TOutput">What a step emits, any number of them.</typeparam>
public abstract class ManagedKind<TState, TOutput> : ManagedKind
    where TState : unmanaged
    where TOutput : unmanaged
{
    /// <summary>Claims regions; the state is all zero before. Also run at a reset.</summary>
    public virtual void Init(ref TState s, ref Layout l)
    {
    }

    /// <summary>Makes the object that a log keeps for a node.</summary>
    public abstract object Open();

    /// <summary>Consumes one cycle.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="s">The state.</param>
    /// <param name="x">What it reads.</param>
    /// <param name="beside">The object that <see cref="Open"/> made for this log. What it holds may belong to another state: compare before you rely on it.</param>
    /// <param name="c">The cycle.</param>
    /// <param name="e">Takes what it emits.</param>
    /// <returns>What went wrong, which is said as a failure of the node; it is run again all the same. Null where nothing did.</returns>
    public abstract string? Step(ReadOnlySpan<double> p, ref TState s, ManagedInputs x, object beside, in Ctx c, ref Emitter<TOutput> e);

    /// <summary>Notes in the state which version of the script is in force from now on.</summary>
    public abstract void SwitchVersion(ref TState s, long version);

    /// <summary>The version in force.</summary>
    public abstract long VersionOf(in TState s);

    internal sealed override KindAdapter CreateAdapter() => new ManagedAdapter<TState, TOutput>(this);
}

/// <summary>What a node of such a kind reads.</summary>
public sealed class ManagedInputs
{
    private readonly In<double>[] numbers;

    internal ManagedInputs(In<double>[] numbers, In<Execution> orders, In<Market> market)
    {
        this.numbers = numbers;
        Orders = orders;
        Market = market;
    }

    /// <summary>The inputs in the order of the declaration.</summary>
    public ReadOnlySpan<In<double>> Numbers => numbers;

    public In<Execution> Orders { get; }

    public In<Market> Market { get; }
}
