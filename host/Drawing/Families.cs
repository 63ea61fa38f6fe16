namespace Pawl.Host.Drawing;

/// <summary>Colours of one family: fill and line on a light ground, fill and line on a dark one, and the nearest of a terminal.</summary>
internal sealed record Hue(string Fill, string Line, string DarkFill, string DarkLine, int Terminal);

/// <summary>Which families a graph has, in order of appearance, and their colours.</summary>
internal sealed class Families
{
    private static readonly Dictionary<string, Hue> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["source"] = new("#f1f5f9", "#64748b", "#1c2733", "#94a3b8", 39),
        ["candles"] = new("#f0fdfa", "#0d9488", "#0a2b28", "#2dd4bf", 36),
        ["averages"] = new("#eff6ff", "#3b82f6", "#14254a", "#60a5fa", 94),
        ["momentum"] = new("#f5f3ff", "#8b5cf6", "#271d4b", "#a78bfa", 35),
        ["volatility"] = new("#fffbeb", "#d97706", "#33240a", "#fbbf24", 33),
        ["volume"] = new("#fdf4ff", "#c026d3", "#34103c", "#e879f9", 95),
        ["structure"] = new("#fff1f2", "#e11d48", "#3a101e", "#fb7185", 31),
        ["trend"] = new("#f7fee7", "#4d9a0b", "#1a2a0b", "#a3e635", 32),
        ["price"] = new("#fff7ed", "#ea580c", "#37190a", "#fb923c", 91),
        ["cycle"] = new("#ecfeff", "#0891b2", "#0a2a33", "#22d3ee", 96),
        ["statistics"] = new("#eef2ff", "#4f46e5", "#1d1e4c", "#818cf8", 34),
    };

    private static readonly Hue[] Spare =
    [
        new("#f6f3ef", "#8a6d4b", "#2a2219", "#c9ab86", 93),
        new("#fdf2f8", "#db2777", "#3b1029", "#f472b6", 92),
        new("#f0fdf4", "#16a34a", "#0c2c18", "#4ade80", 92),
        new("#fefce8", "#ca8a04", "#332a08", "#facc15", 33),
    ];

    public string[] Names { get; }
    public Hue[] Hues { get; }

    /// <summary>Index in <see cref="Names"/> of each node's family.</summary>
    public int[] Of { get; }

    public Families(DrawnNode[] nodes)
    {
        var names = new List<string>();
        var index = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
            if (index.TryAdd(node.Family, names.Count)) names.Add(node.Family);
        var strangers = 0;
        Names = [.. names];
        Hues = Array.ConvertAll(Names, name => Known.TryGetValue(name, out var hue) ? hue : Spare[strangers++ % Spare.Length]);
        Of = Array.ConvertAll(nodes, node => index[node.Family]);
    }
}
