namespace Pawl.Host.Drawing.Layout;

/// <summary>
/// Orders each column so that few lines cross: sweeps to the right and to the left that sort by the mean position of
/// the neighbours, then exchanges of two that lie side by side. The best order seen is kept.
/// </summary>
internal static class Ordering
{
    /// <summary>Segments looked at over all sweeps: bounds the time of very large graphs.</summary>
    private const int Budget = 1_000_000;

    private const int MostSweeps = 24;
    private const int MostExchanges = 8;

    public static void Improve(LayeredGraph graph)
    {
        var sweeps = Math.Clamp(Budget / (graph.Segments + 1), 2, MostSweeps);
        var best = long.MaxValue;
        Vertex[][] kept = [];
        for (var sweep = 0; sweep < sweeps && best > 0; sweep++)
        {
            Sweep(graph.Columns, forward: sweep % 2 == 0);
            Keep();
        }

        Restore();
        for (var round = 0; round < Math.Min(MostExchanges, sweeps) && best > 0 && Exchange(graph.Columns); round++) Keep();
        Restore();

        void Keep()
        {
            var crossings = Crossings.Count(graph);
            if (crossings >= best) return;
            best = crossings;
            kept = Array.ConvertAll(graph.Columns, column => (Vertex[])column.Clone());
        }

        void Restore()
        {
            for (var i = 0; i < kept.Length; i++)
            {
                kept[i].CopyTo(graph.Columns[i], 0);
                Number(graph.Columns[i]);
            }
        }
    }

    private static void Sweep(Vertex[][] columns, bool forward)
    {
        for (var i = 1; i < columns.Length; i++)
        {
            var column = columns[forward ? i : columns.Length - 1 - i];
            foreach (var run in LayeredGraph.Runs(column)) Sort(run, forward);
            Number(column);
        }
    }

    /// <summary>Those without a neighbour on that side keep their place, the others share the rest by the mean.</summary>
    private static void Sort(ArraySegment<Vertex> run, bool forward)
    {
        var movable = run.Where(vertex => Side(vertex, forward).Count > 0).ToArray();
        var sorted = movable.OrderBy(vertex => Mean(vertex, forward)).ThenBy(vertex => vertex.Position).ToArray();
        for (int i = 0, next = 0; i < run.Count; i++)
            if (next < movable.Length && ReferenceEquals(run[i], movable[next])) run[i] = sorted[next++];
    }

    private static List<Segment> Side(Vertex vertex, bool forward) => forward ? vertex.In : vertex.Out;

    private static double Mean(Vertex vertex, bool forward)
    {
        var sum = 0.0;
        foreach (var segment in Side(vertex, forward)) sum += (forward ? segment.From : segment.To).Position;
        return sum / Side(vertex, forward).Count;
    }

    private static bool Exchange(Vertex[][] columns)
    {
        var changed = false;
        foreach (var column in columns)
            for (var i = 1; i < column.Length; i++)
            {
                var (upper, lower) = (column[i - 1], column[i]);
                if (upper.Lane != lower.Lane || Crossings.Count(upper, lower) <= Crossings.Count(lower, upper)) continue;
                (column[i - 1], column[i]) = (lower, upper);
                (lower.Position, upper.Position) = (i - 1, i);
                changed = true;
            }

        return changed;
    }

    private static void Number(Vertex[] column)
    {
        for (var i = 0; i < column.Length; i++) column[i].Position = i;
    }
}
