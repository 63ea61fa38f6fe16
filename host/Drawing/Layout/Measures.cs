namespace Pawl.Host.Drawing.Layout;

/// <summary>Sizes of the picture in pixels.</summary>
internal static class Measures
{
    public const double TitleSize = 12.5;
    public const double SubtitleSize = 10.5;
    public const double LabelSize = 9.5;

    public const double BoxPadding = 13;
    public const double LeastBoxWidth = 76;
    public const double MostTextWidth = 190;
    public const double PlainBoxHeight = 28;
    public const double BoxHeight = 40;
    public const double PortGap = 8;
    public const double LabelledPortGap = 13;

    public const double BoxGap = 14;
    public const double LineGap = 9;

    public const double LeastCurve = 44;
    public const double MostCurve = 130;
    public const double ArrowRun = 9;
    public const double LabelPadding = 8;
    public const double MostLabelWidth = 90;

    public const double BandPadding = 10;
    public const double BandHead = 20;
    public const double BandGap = 12;
    public const double SymbolHead = 26;
    public const double SymbolPadding = 8;

    /// <summary>What a large part strives for: width by height, and the height up to which it may be as it is.</summary>
    public const double WantedRatio = 1.6;
    public const double WantedHeight = 900;
    public const double PartGap = 28;

    public static double TextRoom(DrawnNode node) => Math.Min(MostTextWidth, Math.Max(
        TextWidth.Of(node.Title, TitleSize, bold: true), TextWidth.Of(node.Subtitle, SubtitleSize)));

    public static double BoxWidth(DrawnNode node) => Math.Max(LeastBoxWidth, TextRoom(node) + (2 * BoxPadding));

    /// <summary>High enough for its text and for its inputs to stay apart.</summary>
    public static double Height(GraphShape shape, int node)
    {
        var inputs = shape.In[node];
        var text = shape.Nodes[node].Subtitle.Length == 0 ? PlainBoxHeight : BoxHeight;
        return Math.Max(text, ((inputs.Length - 1) * Port(shape, node)) + 16);
    }

    /// <summary>Distance of two inputs of a node.</summary>
    public static double Port(GraphShape shape, int node) =>
        Array.Exists(shape.In[node], edge => !string.IsNullOrEmpty(shape.Edges[edge].Label)) ? LabelledPortGap : PortGap;

    public static double LabelWidth(DrawnEdge edge) => string.IsNullOrEmpty(edge.Label)
        ? 0
        : Math.Min(MostLabelWidth, TextWidth.Of(edge.Label, LabelSize)) + LabelPadding;
}
