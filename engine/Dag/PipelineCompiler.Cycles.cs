namespace Pawl.Engine;

// Names the cycles of a pipeline, without recursion.
public sealed partial class PipelineCompiler
{
    /// <summary>How many nodes of a cycle are named.</summary>
    private const int NamedOnCycle = 24;

    /// <summary>How many cycles are reported: whoever has mended so many may well ask again.</summary>
    private const int MaxCycles = 100;

    /// <summary>
    /// Walks from readers to what they read among the nodes that could not be ordered. Each step back into the walk closes
    /// a cycle. It is reported unless its last node has been named before, so that no knot of cycles stays unnamed and
    /// none is named over and over.
    /// </summary>
    private void ReportCycles(Dictionary<ParsedNode, List<ParsedNode>> before, Dictionary<ParsedNode, int> waiting)
    {
        int found = 0;
        HashSet<ParsedNode> named = [];
        HashSet<ParsedNode> seen = [];
        Dictionary<ParsedNode, int> depth = [];
        List<ParsedNode> path = [];
        Stack<IEnumerator<ParsedNode>> walk = new();
        IEnumerator<ParsedNode> Enter(ParsedNode node)
        {
            seen.Add(node);
            depth[node] = path.Count;
            path.Add(node);
            return before[node].Where(b => waiting[b] > 0).GetEnumerator();
        }

        foreach (ParsedNode start in nodes.Where(n => waiting[n] > 0 && !seen.Contains(n)))
        {
            walk.Push(Enter(start));
            while (walk.TryPeek(out IEnumerator<ParsedNode>? next))
            {
                if (!next.MoveNext())
                {
                    walk.Pop();
                    depth.Remove(path[^1]);
                    path.RemoveAt(path.Count - 1);
                }
                else if (depth.TryGetValue(next.Current, out int begin))
                {
                    if (found < MaxCycles && !named.Contains(path[^1]))
                    {
                        found++;
                        named.UnionWith(path[begin..]);
                        ReportCycle(path[begin..]);
                    }
                }
                else if (!seen.Contains(next.Current))
                {
                    walk.Push(Enter(next.Current));
                }
            }
        }
    }

    /// <param name="cycle">Each node after the one that reads it.</param>
    private void ReportCycle(List<ParsedNode> cycle)
    {
        // Written from the node that is declared first, the way the values flow.
        int first = cycle.IndexOf(cycle.MinBy(n => n.Order)!);
        List<string> ids = [.. Enumerable.Range(0, Math.Min(cycle.Count, NamedOnCycle)).Select(i => IdAt(first - i))];
        if (cycle.Count > NamedOnCycle)
        {
            ids.Add($"({cycle.Count - NamedOnCycle} more)");
        }

        ParsedNode at = cycle[first];
        Report(at.Declaration, at.Declaration.Place, $"cycle {string.Join(" → ", ids.Append(ids[0]))}; a node cannot read what it feeds: remove one of these inputs");

        string IdAt(int i) => cycle[(i + cycle.Count) % cycle.Count].Declaration.Id;
    }
}
