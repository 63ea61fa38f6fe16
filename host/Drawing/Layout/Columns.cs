namespace Pawl.Host.Drawing.Layout;

/// <summary>Gives each node its column: right of everything it reads, and no more than a limit of one lane in a column.</summary>
internal static class Columns
{
    /// <summary>Without an effective limit the column is the longest path; with one, what nobody waits for moves on.</summary>
    /// <returns>By node; only those of <paramref name="nodes"/> are set.</returns>
    public static int[] Assign(GraphShape shape, Lanes lanes, IReadOnlyList<int> nodes, int limit)
    {
        var columns = new int[shape.Nodes.Length];
        var waiting = Array.ConvertAll(shape.In, edges => edges.Length);
        var used = new int[lanes.All.Length];
        var ready = nodes.Where(node => waiting[node] == 0).ToList();
        for (var column = 0; ready.Count > 0; column++)
        {
            Array.Clear(used);
            var later = new List<int>();
            var placed = new List<int>();
            foreach (var node in ready.OrderByDescending(node => shape.Depth[node]).ThenBy(node => node))
                (used[lanes.Of[node]]++ < limit ? placed : later).Add(node);
            foreach (var node in placed)
            {
                columns[node] = column;
                foreach (var edge in shape.Out[node])
                    if (--waiting[shape.To[edge]] == 0) later.Add(shape.To[edge]);
            }

            ready = later;
        }

        return columns;
    }
}
