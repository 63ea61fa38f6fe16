namespace Pawl.Engine;

// Orders the declared nodes so that each comes after those it reads, without recursion: depth is not limited.
public sealed partial class PipelineCompiler
{
    private const long MaxComparisons = 1_000_000;
    private readonly List<ParsedNode> ordered = [];
    private long comparisons;

    private void OrderNodes()
    {
        Dictionary<ParsedNode, List<ParsedNode>> before = [];
        foreach (ParsedNode node in nodes)
        {
            before[node] = [.. node.References.Select(input => Referenced(node, input)).OfType<ParsedNode>()];
        }

        Dictionary<ParsedNode, int> waiting = nodes.ToDictionary(n => n, n => before[n].Count);
        Dictionary<ParsedNode, List<ParsedNode>> after = nodes.ToDictionary(n => n, _ => new List<ParsedNode>());
        foreach (ParsedNode node in nodes)
        {
            before[node].ForEach(b => after[b].Add(node));
        }

        Queue<ParsedNode> free = new(nodes.Where(n => waiting[n] == 0));
        while (free.TryDequeue(out ParsedNode? node))
        {
            ordered.Add(node);
            foreach (ParsedNode next in after[node])
            {
                if (--waiting[next] == 0)
                {
                    free.Enqueue(next);
                }
            }
        }

        if (ordered.Count < nodes.Count)
        {
            ReportCycles(before, waiting);
        }
    }

    private ParsedNode? Referenced(ParsedNode node, ParsedInput input)
    {
        string? id = input.Reference.Node;
        if (id is null || unreadable.Contains(id))
        {
            return null;
        }

        if (!byId.TryGetValue(id, out ParsedNode? producer) && !pipeline.IsUnread(id))
        {
            // Each name costs a look at all ids: after many such mistakes the rest go without a proposal.
            comparisons += byId.Count;
            string remedy = comparisons < MaxComparisons && Nearest.Of(id, byId.Keys) is { } nearest ? $"did you mean '{nearest}'?" : "declare it under 'nodes'";
            Report(node.Declaration, input.Place, $"unknown node '{id}'; {remedy}");
        }

        return producer;
    }
}
