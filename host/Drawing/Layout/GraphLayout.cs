namespace Pawl.Host.Drawing.Layout;

/// <summary>Places a whole graph: each part that has no line to the rest by itself, then the parts side by side.</summary>
internal static class GraphLayout
{
    private const int MostPerRow = 40;

    public static Picture Place(GraphShape shape)
    {
        var lanes = new Lanes(shape.Nodes);
        return Packed([.. Parts(shape).Select(part => Block.Place(shape, lanes, part))]);
    }

    /// <summary>Connected nodes, and all nodes of one symbol, stay together; so do the ones that have neither.</summary>
    private static IEnumerable<int[]> Parts(GraphShape shape)
    {
        var leader = Enumerable.Range(0, shape.Nodes.Length).ToArray();
        var loners = -1;
        var symbols = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var edge = 0; edge < shape.Edges.Length; edge++) Unite(shape.From[edge], shape.To[edge]);
        for (var node = 0; node < leader.Length; node++)
        {
            if (shape.Nodes[node].Symbol is { } symbol) Unite(symbols.TryAdd(symbol, node) ? node : symbols[symbol], node);
            else if (shape.In[node].Length + shape.Out[node].Length == 0) Unite(loners < 0 ? loners = node : loners, node);
        }

        return Enumerable.Range(0, leader.Length).GroupBy(Leader).Select(part => part.ToArray());

        int Leader(int node)
        {
            while (leader[node] != node) node = leader[node] = leader[leader[node]];
            return node;
        }

        void Unite(int a, int b)
        {
            var (first, second) = (Leader(a), Leader(b));
            leader[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    /// <summary>In rows of as many parts as bring the whole nearest to a screen's shape.</summary>
    private static Picture Packed(Picture[] parts)
    {
        if (parts.Length == 0) return new Picture([], [], [], 0, 0);
        var (origins, width, height) = Enumerable.Range(1, Math.Min(parts.Length, MostPerRow))
            .Select(perRow => InRows(parts, perRow))
            .MinBy(rows => Math.Abs(Math.Log(rows.Width / rows.Height / Measures.WantedRatio)));
        var moved = parts.Zip(origins, (part, origin) => part.Moved(origin.X, origin.Y)).ToArray();
        return new Picture(
            [.. moved.SelectMany(part => part.Nodes)], [.. moved.SelectMany(part => part.Edges)], [.. moved.SelectMany(part => part.Bands)], width, height)
        {
            Straight = parts.Sum(part => part.Straight),
        };
    }

    private static ((double X, double Y)[] Origins, double Width, double Height) InRows(Picture[] parts, int perRow)
    {
        var origins = new (double X, double Y)[parts.Length];
        var columns = Enumerable.Range(0, perRow)
            .Select(column => parts.Where((_, i) => i % perRow == column).Max(part => part.Width) + Measures.PartGap).ToArray();
        double x = 0, y = 0, rowHeight = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0 && i % perRow == 0) (x, y, rowHeight) = (0, y + rowHeight + Measures.PartGap, 0);
            origins[i] = (x, y);
            rowHeight = Math.Max(rowHeight, parts[i].Height);
            x += columns[i % perRow];
        }

        return (origins, columns.Sum() - Measures.PartGap, y + rowHeight);
    }
}
