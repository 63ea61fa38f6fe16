namespace Pawl.Engine;

/// <summary>
/// One node of a compiled graph as the reference executor runs it: addresses and parameters, no state. It is shared by
/// all symbols of a pipeline; what differs is the block that <see cref="Ctx"/> opens.
/// </summary>
public abstract class NodeRunner
{
    /// <summary>Position among the nodes of the graph in the order of (rank, id).</summary>
    public int Index { get; internal set; }

    /// <summary>The channel it publishes on; −1 when it publishes nothing.</summary>
    internal int Channel = -1;

    /// <summary>How many channels it has from there on: one for each message that its output may be.</summary>
    internal int Channels = 1;

    /// <summary>The channel on which its failures are said.</summary>
    internal int ErrorChannel;

    /// <summary>Offset of its cell.</summary>
    internal int Cell;

    /// <summary>Offset of its state.</summary>
    internal int State;

    /// <summary>Null when it has no state.</summary>
    internal virtual Type? StateType => null;

    /// <summary>The sources that can wake it, directly or through other nodes.</summary>
    internal ulong Sources;

    internal Wakes Wakes;

    /// <summary>Whether it would run in this cycle; an alias computes nothing.</summary>
    internal bool IsConcerned(in Ctx c) => !IsAlias && Wakes.Any(in c);

    internal virtual bool IsAlias => false;

    /// <summary>Whether a log keeps an object for it, see <see cref="ManagedKind"/>.</summary>
    internal virtual bool IsManaged => false;

    /// <summary>Lets a managed node follow another version of its script.</summary>
    internal virtual void SwitchVersion(EngineLog log, long version) => throw new InvalidOperationException("only a managed node has a script");

    /// <summary>The version that it follows.</summary>
    internal virtual long VersionOf(EngineLog log) => throw new InvalidOperationException("only a managed node has a script");

    /// <summary>Runs the node if this cycle concerns it.</summary>
    public abstract void Run(in Ctx c);

    /// <summary>Empties the state and runs the kind's Init; the cell falls back to "never". An alias has neither.</summary>
    internal virtual void Initialize(BlockImage image)
    {
    }

    /// <summary>Lays out cell and state; regions follow when <see cref="Initialize"/> is run.</summary>
    internal virtual void Place(BlockBuilder builder)
    {
    }

    /// <summary>Publishes what this node says under a further id; only a node that computes has aliases.</summary>
    internal virtual NodeRunner Alias() => throw new InvalidOperationException("an alias stands for a node, not for another alias");
}
