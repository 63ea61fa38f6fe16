namespace Pawl.Host.Drawing.Layout;

/// <summary>Counts where lines cross between two columns.</summary>
internal static class Crossings
{
    public static long Count(LayeredGraph graph)
    {
        var total = 0L;
        var ends = new List<int>();
        for (var i = 1; i < graph.Columns.Length; i++)
        {
            ends.Clear();
            foreach (var vertex in graph.Columns[i - 1])
            {
                var first = ends.Count;
                foreach (var segment in vertex.Out) ends.Add(segment.To.Position);
                ends.Sort(first, ends.Count - first, null);
            }

            total += Inversions(ends, graph.Columns[i].Length);
        }

        return total;
    }

    /// <summary>How many pairs of their lines cross when one lies directly above the other.</summary>
    public static int Count(Vertex upper, Vertex lower)
    {
        var count = 0;
        foreach (var a in upper.In)
            foreach (var b in lower.In)
                if (a.From.Position > b.From.Position) count++;
        foreach (var a in upper.Out)
            foreach (var b in lower.Out)
                if (a.To.Position > b.To.Position) count++;
        return count;
    }

    /// <summary>Pairs out of order, by a tree of prefix counts.</summary>
    private static long Inversions(List<int> values, int limit)
    {
        var tree = new int[limit + 1];
        var total = 0L;
        for (var seen = 0; seen < values.Count; seen++)
        {
            var notAbove = 0;
            for (var i = values[seen] + 1; i > 0; i -= i & -i) notAbove += tree[i];
            total += seen - notAbove;
            for (var i = values[seen] + 1; i <= limit; i += i & -i) tree[i]++;
        }

        return total;
    }
}
