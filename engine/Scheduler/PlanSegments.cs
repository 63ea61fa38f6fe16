namespace Pawl.Engine;

/// <summary>
/// A long plan, cut into segments of 64 nodes. A segment is entered only when a source or a node that can wake one of its
/// nodes has spoken, so the cost of a cycle grows with the nodes that run and not with those that exist: what hangs behind
/// a quiet node, or behind another of very many sources, is passed over 64 at a time.
/// </summary>
internal sealed class PlanSegments
{
    public const int Size = 64;

    private PlanSegments(int count, int[][] fromSource, (int Position, int[] Segments)[][] exits)
    {
        Count = count;
        FromSource = fromSource;
        Exits = exits;
    }

    public int Count { get; }

    /// <summary>For each source, the segments that have nodes which it wakes.</summary>
    public int[][] FromSource { get; }

    /// <summary>For each segment, its nodes that wake nodes of later segments, and which segments these are.</summary>
    public (int Position, int[] Segments)[][] Exits { get; }

    /// <summary>The segments of a plan; null when it has only one.</summary>
    public static PlanSegments? Of(GraphParts parts, List<NodeRunner> nodes)
    {
        if (nodes.Count <= Size)
        {
            return null;
        }

        Dictionary<int, int> positionOf = nodes.Select((n, i) => (n.Index, i)).ToDictionary(x => x.Index, x => x.i);
        SortedSet<int>[] fromSource = [.. parts.Sources.Select(_ => new SortedSet<int>())];
        SortedDictionary<int, SortedSet<int>> fromNode = [];
        for (int position = 0; position < nodes.Count; position++)
        {
            int segment = position / Size;
            foreach (int waker in parts.WokenBy[nodes[position].Index])
            {
                if (waker < 0)
                {
                    fromSource[~waker].Add(segment);
                }
                else if (positionOf.TryGetValue(waker, out int at) && at / Size != segment)
                {
                    (fromNode.TryGetValue(at, out SortedSet<int>? reached) ? reached : fromNode[at] = []).Add(segment);
                }
            }
        }

        int count = (nodes.Count + Size - 1) / Size;
        ILookup<int, (int, int[])> exits = fromNode.ToLookup(x => x.Key / Size, x => (x.Key, x.Value.ToArray()));
        return new PlanSegments(count, [.. fromSource.Select(s => s.ToArray())], [.. Enumerable.Range(0, count).Select(i => exits[i].ToArray())]);
    }
}
