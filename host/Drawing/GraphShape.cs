namespace Pawl.Host.Drawing;

/// <summary>A graph by index instead of by name, with what every renderer asks of it.</summary>
internal sealed class GraphShape
{
    public DrawnNode[] Nodes { get; }
    public DrawnEdge[] Edges { get; }
    public int[] From { get; }
    public int[] To { get; }

    /// <summary>Edges into each node, in the order given.</summary>
    public int[][] In { get; }

    /// <summary>Edges out of each node, in the order given.</summary>
    public int[][] Out { get; }

    /// <summary>Longest path from a source, 0 for the sources.</summary>
    public int[] Rank { get; }

    /// <summary>Longest path to a node that nobody reads.</summary>
    public int[] Depth { get; }

    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public GraphShape(DrawnGraph graph)
    {
        Nodes = [.. graph.Nodes];
        Edges = [.. graph.Edges];
        var index = new Dictionary<string, int>(Nodes.Length, StringComparer.Ordinal);
        for (var i = 0; i < Nodes.Length; i++)
            if (!index.TryAdd(Nodes[i].Id, i))
                throw new ArgumentException($"graph '{graph.Title}': node id '{Nodes[i].Id}' occurs twice; ids must be unique", nameof(graph));

        From = Array.ConvertAll(Edges, e => Find(e, e.From));
        To = Array.ConvertAll(Edges, e => Find(e, e.To));
        In = Group(To, Nodes.Length);
        Out = Group(From, Nodes.Length);

        var order = Sorted(graph);
        Rank = new int[Nodes.Length];
        Depth = new int[Nodes.Length];
        foreach (var node in order)
            foreach (var edge in Out[node])
                Rank[To[edge]] = Math.Max(Rank[To[edge]], Rank[node] + 1);
        foreach (var node in Enumerable.Reverse(order))
            foreach (var edge in In[node])
                Depth[From[edge]] = Math.Max(Depth[From[edge]], Depth[node] + 1);

        int Find(DrawnEdge edge, string id) => index.TryGetValue(id, out var node)
            ? node
            : throw new ArgumentException($"graph '{graph.Title}': edge '{edge.From}' → '{edge.To}' names '{id}', which is no node; add the node or drop the edge", nameof(graph));
    }

    private List<int> Sorted(DrawnGraph graph)
    {
        var waiting = Array.ConvertAll(In, edges => edges.Length);
        var order = new List<int>(Nodes.Length);
        for (var i = 0; i < waiting.Length; i++)
            if (waiting[i] == 0) order.Add(i);
        for (var next = 0; next < order.Count; next++)
            foreach (var edge in Out[order[next]])
                if (--waiting[To[edge]] == 0) order.Add(To[edge]);
        if (order.Count == Nodes.Length) return order;
        var stuck = Array.FindIndex(waiting, count => count > 0);
        throw new ArgumentException($"graph '{graph.Title}': node '{Nodes[stuck].Id}' lies on a cycle or behind one; only graphs without cycles can be drawn", nameof(graph));
    }

    private static int[][] Group(int[] ends, int nodes)
    {
        var groups = new List<int>[nodes];
        for (var i = 0; i < nodes; i++) groups[i] = [];
        for (var edge = 0; edge < ends.Length; edge++) groups[ends[edge]].Add(edge);
        return Array.ConvertAll(groups, group => group.ToArray());
    }
}
