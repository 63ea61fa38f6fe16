using Pawl.Engine;

namespace Pawl.Host.Commands;

/// <summary>The strategies of a pipeline, for the verbs that trade.</summary>
internal static class StrategyNodes
{
    /// <summary>Refuses a pipeline of which nothing could be traded.</summary>
    /// <param name="data">The pipeline.</param>
    /// <param name="otherwise">What else may be done.</param>
    /// <exception cref="UsageException">It has no strategy, or one that nobody hears.</exception>
    public static void Require(PipelineData data, string otherwise = "")
    {
        GraphNode[] strategies = [.. data.Graph.Nodes.Where(n => n.Kind?.ReadsOrders == true)];
        if (strategies.Length == 0)
        {
            throw new UsageException($"--pipeline {data.Pipeline}: it has no strategy, so nothing would be traded; 'pawl nodes' lists the strategies{otherwise}");
        }

        if (Array.Find(strategies, n => n.Ids.IsEmpty) is { } silent)
        {
            throw new UsageException($"--pipeline {data.Pipeline}: strategy '{silent.Id}' has 'publish: false', so its signals reach nobody; remove that{otherwise}");
        }
    }
}
