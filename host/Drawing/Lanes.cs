using System.Globalization;

namespace Pawl.Host.Drawing;

/// <summary>Where a node is at home; nodes of one lane are drawn together.</summary>
internal readonly record struct Lane(string? Symbol, string? TimeFrame);

/// <summary>The lanes of a graph: symbols in order of appearance, inside them time frames from the smallest up.</summary>
internal sealed class Lanes
{
    public Lane[] All { get; }

    /// <summary>Index in <see cref="All"/> of each node's lane.</summary>
    public int[] Of { get; }

    public Lanes(DrawnNode[] nodes)
    {
        var homes = Array.ConvertAll(nodes, node => new Lane(node.Symbol, node.TimeFrame));
        var symbols = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var home in homes)
            if (home.Symbol is { } symbol) symbols.TryAdd(symbol, symbols.Count);

        All = [.. homes.Distinct()
            .OrderBy(lane => lane.Symbol is null ? -1 : symbols[lane.Symbol])
            .ThenBy(lane => Length(lane.TimeFrame))
            .ThenBy(lane => lane.TimeFrame, StringComparer.Ordinal)];
        var index = new Dictionary<Lane, int>();
        for (var i = 0; i < All.Length; i++) index.Add(All[i], i);
        Of = Array.ConvertAll(homes, home => index[home]);
    }

    /// <summary>Seconds of a time frame such as <c>15m</c>; names that are no time come before all times, no name before all names.</summary>
    private static double Length(string? timeFrame)
    {
        if (timeFrame is null) return -1;
        if (timeFrame.Length < 2 || !double.TryParse(timeFrame.AsSpan(0, timeFrame.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return 0;
        var unit = timeFrame[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => 0 };
        return count * unit;
    }
}
