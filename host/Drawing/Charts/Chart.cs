namespace Pawl.Host.Drawing.Charts;

/// <summary>A bar of a chart.</summary>
internal readonly record struct ChartBar(string Label, double Open, double High, double Low, double Close);

/// <summary>A line of a chart: a value for each bar, NaN where there is none.</summary>
internal sealed record ChartLine(string Name, double[] Values)
{
    public IEnumerable<double> Known => Values.Where(double.IsFinite);

    /// <summary>Whether values come now and then rather than with every bar.</summary>
    public bool IsSparse
    {
        get
        {
            int first = Array.FindIndex(Values, double.IsFinite);
            return first < 0 || Known.Count() * 2 < Values.Length - first;
        }
    }
}

/// <summary>Something that lies between two bars and two prices.</summary>
internal readonly record struct ChartBox(string Name, int From, int To, double Low, double High);

/// <summary>Bars with lines and boxes over them, and panels of further lines below.</summary>
internal sealed record Chart(string Title, IReadOnlyList<ChartBar> Bars)
{
    public IReadOnlyList<ChartLine> Over { get; init; } = [];

    public IReadOnlyList<ChartBox> Boxes { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<ChartLine>> Below { get; init; } = [];
}
