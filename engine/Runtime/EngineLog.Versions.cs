namespace Pawl.Engine;

// Which version of its script a node follows. A number in its state, so that a saved log knows it.
public sealed partial class EngineLog
{
    /// <summary>Lets a node follow another version of its script from now on; what it remembers stays, and what it failed at is forgiven.</summary>
    /// <param name="id">An id under which it is declared.</param>
    /// <param name="version">The version.</param>
    /// <param name="symbol">Index into <see cref="Graph.Symbols"/>.</param>
    /// <exception cref="ArgumentException">There is no such node, or it has no script.</exception>
    public void SwitchVersion(string id, long version, int symbol = 0)
    {
        if (ManagedOf(id, symbol) is not { } runner)
        {
            throw new ArgumentException($"there is no node '{id}' with a script; 'pawl dag' shows the nodes", nameof(id));
        }

        runner.SwitchVersion(this, version);
    }

    /// <summary>The version that a node follows; 0 for the one that the pipeline was compiled with, null where it has no script.</summary>
    public long? VersionOf(string id, int symbol = 0) => ManagedOf(id, symbol)?.VersionOf(this);

    private NodeRunner? ManagedOf(string id, int symbol) =>
        Graph.Parts.NodeOf.TryGetValue(new NodeName(symbol, id), out int index) && Graph.Parts.Runners[index] is { IsManaged: true } runner ? runner : null;
}
