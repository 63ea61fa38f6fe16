using System.Globalization;
using System.Text;

namespace Pawl.Backtesting.Reports;

/// <summary>
/// A picture as wide as the page lets it be: shapes are stretched, text and marks stand at shares of width and height and
/// are not. Without a script it is complete; with one it also says the values under the pointer.
/// </summary>
internal sealed class Plot(string title, string size, Axis axis, Func<double, string> label)
{
    /// <summary>Nearer to the top than this, in thousandths, a label stands below its line.</summary>
    private const double LabelRoom = 90;

    private readonly StringBuilder shapes = new();
    private readonly StringBuilder marks = new();
    private readonly StringBuilder times = new();

    public Axis Axis { get; } = axis;

    /// <summary>What the script shows: a text for each position from left to right.</summary>
    public string? Readings { get; init; }

    public void Path(string style, string path) => shapes.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"{path}\"/>");

    /// <summary>A sign that keeps its shape, at thousandths of width and height.</summary>
    public void Sign(string style, double x, double y, string path, string said) =>
        marks.Append(CultureInfo.InvariantCulture, $"<svg class=\"sign\" x=\"{Axis.Percent(x)}\" y=\"{Axis.Percent(y)}\"><path class=\"{style}\" d=\"{path}\"><title>{Html.Text(said)}</title></path></svg>");

    /// <summary>A rectangle in thousandths.</summary>
    public void Bar(string style, double x, double y, double width, double height, string said) =>
        marks.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Axis.Percent(x)}\" y=\"{Axis.Percent(y)}\" width=\"{Axis.Percent(width)}\" height=\"{Axis.Percent(height)}\"><title>{Html.Text(said)}</title></rect>");

    /// <summary>A word below the picture.</summary>
    public void Below(double x, string text) =>
        times.Append(CultureInfo.InvariantCulture, $"<text class=\"time\" x=\"{Axis.Percent(x)}\" y=\"14\">{Html.Text(text)}</text>");

    public string Write(string legend)
    {
        StringBuilder grid = new();
        StringBuilder labels = new();
        foreach (double tick in Axis.Ticks())
        {
            string y = Axis.Percent(Axis.At(tick));
            grid.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
            string shift = Axis.At(tick) < LabelRoom ? "12" : "-4";
            labels.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"100%\" y=\"{y}\" dx=\"-4\" dy=\"{shift}\">{Html.Text(label(tick))}</text>");
        }

        string data = Readings is null ? "" : $" data-readings=\"{Html.Lines(Readings)}\"";
        return $"""
            <figure>
            <figcaption><b>{Html.Text(title)}</b> <span class="legend">{legend}</span><output aria-live="off"></output></figcaption>
            <svg class="plot {size}" role="img" aria-label="{Html.Text(title)}"{data}>
            {grid}<svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none">{shapes}</svg>{marks}{labels}<line class="cross" x1="0" x2="0" y1="0" y2="100%"/></svg>
            <svg class="times" aria-hidden="true">{times}</svg>
            </figure>
            """;
    }
}
