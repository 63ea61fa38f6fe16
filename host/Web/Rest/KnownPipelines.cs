using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;

namespace Pawl.Host.Web.Rest;

/// <summary>
/// The pipelines that may be looked at and tried: the one that runs, and those of the folder config/pipelines, which are read when somebody asks
/// for the first time. One with mistakes is left out; 'pawl validate' tells of them. Nobody names a file: a pipeline is known by its name alone.
/// </summary>
/// <param name="running">The one that runs.</param>
internal sealed class KnownPipelines(PipelineData running)
{
    private readonly Lazy<IReadOnlyList<PipelineData>> others = new(() => Others(running));

    /// <summary>The one that runs first, then the others by name.</summary>
    public IReadOnlyList<PipelineData> All => [running, .. others.Value];

    /// <exception cref="Problem">There is none of this name.</exception>
    public PipelineData Find(string name) => name == running.Graph.Name ? running
        : others.Value.FirstOrDefault(p => p.Graph.Name == name)
            ?? throw new Problem(404, $"there is no pipeline {Shown.Of(name)}; '{running.Graph.Name}' runs, and /api/v1/pipelines lists the others");

    private static IReadOnlyList<PipelineData> Others(PipelineData running)
    {
        List<PipelineData> found = [];
        foreach (string file in ConfigFolder.Files("pipelines", "*.yaml"))
        {
            try
            {
                (Graph graph, PipelineFile read) = Commands.Pipelines.Load(file);
                if (graph.Name != running.Graph.Name)
                {
                    found.Add(running with { Pipeline = file, Graph = graph, File = read });
                }
            }
            catch (Exception wrong) when (wrong is FailureException or UsageException)
            {
                // It cannot be run either.
            }
        }

        return [.. found.DistinctBy(p => p.Graph.Name).OrderBy(p => p.Graph.Name, StringComparer.Ordinal)];
    }
}
