using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>A way to run the nodes of a graph; all of them must say the same.</summary>
internal sealed record ExecutorChoice(string Name, Action<EngineLog> Use)
{
    /// <summary>Every executor that there is; a new one is one line here.</summary>
    public static IReadOnlyList<ExecutorChoice> All { get; } = [new("reference", _ => { })];
}
