using System.Globalization;

namespace Pawl.Host.Drawing;

/// <summary>A symbol, or inside it (or outside of all) a time frame.</summary>
/// <param name="Parent">The cluster of the symbol around a time frame's; <c>null</c> for none.</param>
internal sealed record Cluster(string Id, string? Symbol, string? TimeFrame, string? Parent)
{
    public string Label => TimeFrame ?? Symbol!;
}

/// <summary>The clusters of a graph: each symbol, followed by its time frames.</summary>
internal sealed class Clusters
{
    private readonly Dictionary<Lane, Cluster> _of = [];

    public List<Cluster> All { get; } = [];

    public Clusters(Lanes lanes)
    {
        foreach (var lane in lanes.All)
        {
            var symbol = lane.Symbol is null ? null : Known(new Lane(lane.Symbol, null), null);
            if (lane.TimeFrame is not null) Known(lane, symbol?.Id);
        }
    }

    /// <summary>The innermost cluster of a node; <c>null</c> for none.</summary>
    public Cluster? Of(DrawnNode node) => Of(node.Symbol, node.TimeFrame);

    public Cluster? Of(string? symbol, string? timeFrame) => _of.GetValueOrDefault(new Lane(symbol, timeFrame));

    private Cluster Known(Lane lane, string? parent)
    {
        if (_of.TryGetValue(lane, out var known)) return known;
        var added = new Cluster(string.Create(CultureInfo.InvariantCulture, $"c{All.Count}"), lane.Symbol, lane.TimeFrame, parent);
        All.Add(added);
        _of.Add(lane, added);
        return added;
    }
}
