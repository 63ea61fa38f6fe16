namespace Pawl.Engine;

/// <summary>
/// What all kinds have in common. A node is a kind, plain parameters and inputs; its meaning is one static step
/// function. Nothing is captured, so the engine can copy, preview, save and share it without knowing what it computes.
/// </summary>
/// <typeparam name="TParameters">Parameters: public fields marked <see cref="ParamAttribute"/>.</typeparam>
/// <typeparam name="TState">State between steps: an unmanaged struct without padding.</typeparam>
public interface IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
{
    /// <summary>Claims regions and derives constants; the state is all zero before. Also run at a reset.</summary>
    static virtual void Init(in TParameters p, ref TState s, ref Layout l)
    {
    }

    /// <summary>How many updates of its inputs the kind needs before it emits.</summary>
    static virtual int WarmUp(in TParameters p) => 1;

    /// <summary>Says what is wrong between parameters that are each in range; null when nothing is.</summary>
    static virtual string? Validate(in TParameters p) => null;
}

/// <summary>A kind that gives at most one value a cycle.</summary>
/// <typeparam name="TInputs"><see cref="In{T}"/>, or a struct whose fields are inputs; field names are the input names.</typeparam>
/// <typeparam name="TOutput">A number, or a struct of output fields.</typeparam>
public interface INodeKind<TParameters, TState, TInputs, TOutput> : IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    /// <summary>Consumes one cycle. False: emit nothing.</summary>
    static abstract bool Step(in TParameters p, ref TState s, in TInputs x, in Ctx c, out TOutput y);
}

/// <summary>A kind that gives any number of objects a cycle.</summary>
public interface IEventKind<TParameters, TState, TInputs, TOutput> : IKind<TParameters, TState>
    where TParameters : unmanaged
    where TState : unmanaged
    where TInputs : unmanaged
    where TOutput : unmanaged
{
    /// <summary>Consumes one cycle.</summary>
    static abstract void Step(in TParameters p, ref TState s, in TInputs x, in Ctx c, ref Emitter<TOutput> e);
}
