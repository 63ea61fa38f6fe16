using System.Globalization;
using System.Text;
using Pawl.Host.Drawing.Layout;

namespace Pawl.Host.Drawing.Charts;

/// <summary>Draws a chart as SVG: bars above, panels below, one axis of time.</summary>
internal sealed class ChartDrawing
{
    private const double Width = 760;
    private const double Left = 12;
    private const double Right = 64;
    private const double Head = 46;
    private const double BarsHeight = 190;
    private const double PanelHeight = 92;
    private const double Gap = 26;
    private const double Foot = 26;

    private readonly SvgText svg = new();
    private readonly Chart chart;
    private readonly double stride;
    private int colour;

    private ChartDrawing(Chart chart)
    {
        this.chart = chart;
        stride = (Width - Left - Right) / chart.Bars.Count;
    }

    public static string Draw(Chart chart) => new ChartDrawing(chart).Draw();

    private string Draw()
    {
        double height = Head + BarsHeight + (chart.Below.Count * (Gap + PanelHeight)) + Foot;
        svg.Open("svg", ("viewBox", $"0 0 {Width} {SvgText.Number(height)}"), ("role", "img"), ("aria-label", chart.Title));
        svg.Raw("style", ChartStyle.Write());
        svg.Box("page", new Area(0, 0, Width, height), 6);
        svg.Label(chart.Title, "title", Left, 19, Width - Left - 12, 13, bold: true);
        DrawBars();
        double top = Head + BarsHeight + Gap;
        foreach (IReadOnlyList<ChartLine> lines in chart.Below)
        {
            ChartScale scale = new(lines.SelectMany(l => l.Known).Concat(lines.Any(l => l.IsSparse) ? [0] : []), top, PanelHeight);
            DrawGrid(scale);
            DrawLines(lines, scale, top - 7);
            top += PanelHeight + Gap;
        }

        DrawTimes(height - 9);
        svg.Close();
        return svg.ToString();
    }

    private void DrawBars()
    {
        IEnumerable<double> extremes = chart.Bars.SelectMany(b => (double[])[b.High, b.Low]).Concat(chart.Over.SelectMany(l => l.Known));
        ChartScale scale = new(extremes, Head, BarsHeight);
        DrawGrid(scale);
        foreach ((string style, bool rises) in ((string, bool)[])[("up", true), ("down", false)])
        {
            StringBuilder wicks = new();
            StringBuilder bodies = new();
            for (int i = 0; i < chart.Bars.Count; i++)
            {
                ChartBar bar = chart.Bars[i];
                if (bar.Close >= bar.Open == rises)
                {
                    Stroke(wicks, X(i), scale.At(bar.High), scale.At(bar.Low));
                    (double from, double to) = (scale.At(bar.Open), scale.At(bar.Close));
                    Stroke(bodies, X(i), Math.Min(from, to) - 0.4, Math.Max(from, to) + 0.4);
                }
            }

            svg.Whole("path", null, ("class", style), ("d", wicks.ToString()));
            svg.Whole("path", null, ("class", style + " body"), ("d", bodies.ToString()));
        }

        DrawBoxes(scale);
        DrawLines(chart.Over, scale, Head - 9);
    }

    private void DrawBoxes(ChartScale scale)
    {
        double x = Left;
        foreach (IGrouping<string, ChartBox> boxes in chart.Boxes.GroupBy(b => b.Name, StringComparer.Ordinal))
        {
            string style = ChartStyle.Class(colour++);
            foreach (ChartBox box in boxes)
            {
                double y = scale.At(box.High);
                svg.Box("box " + style, new Area(X(box.From) - (stride / 2), y - 0.6, Math.Max(stride, (box.To - box.From) * stride), scale.At(box.Low) - y + 1.2), 1.5);
            }

            svg.Label(boxes.Key, "key " + style, x, Head - 9, 400, 11, bold: true);
            x += TextWidth.Of(boxes.Key, 11, bold: true) + 16;
        }
    }

    private void DrawLines(IReadOnlyList<ChartLine> lines, ChartScale scale, double baseline)
    {
        double x = Left;
        foreach (ChartLine line in lines)
        {
            string style = ChartStyle.Class(colour++);
            svg.Label(line.Name, "key " + style, x, baseline, 200, 11, bold: true);
            x += TextWidth.Of(line.Name, 11, bold: true) + 16;
            if (line.IsSparse)
            {
                DrawDots(line, scale, style);
            }
            else
            {
                svg.Whole("path", null, ("class", "line " + style), ("d", PathOf(line, scale)));
            }
        }
    }

    private void DrawDots(ChartLine line, ChartScale scale, string style)
    {
        for (int i = 0; i < line.Values.Length; i++)
        {
            if (double.IsFinite(line.Values[i]))
            {
                svg.Whole("circle", null, ("class", "dot " + style), ("cx", SvgText.Number(X(i))), ("cy", SvgText.Number(scale.At(line.Values[i]))), ("r", "2.6"));
            }
        }
    }

    private string PathOf(ChartLine line, ChartScale scale)
    {
        StringBuilder path = new();
        bool isDown = false;
        for (int i = 0; i < line.Values.Length; i++)
        {
            bool known = double.IsFinite(line.Values[i]);
            if (known)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isDown ? 'L' : 'M')}{SvgText.Number(X(i))} {SvgText.Number(scale.At(line.Values[i]))}");
            }

            isDown = known;
        }

        return path.ToString();
    }

    private void DrawGrid(ChartScale scale)
    {
        StringBuilder grid = new();
        foreach ((double value, string text) in scale.Ticks())
        {
            double y = Math.Round(scale.At(value)) + 0.5;
            grid.Append(CultureInfo.InvariantCulture, $"M{SvgText.Number(Left)} {SvgText.Number(y)}H{SvgText.Number(Width - Right)}");
            svg.Label(text, "label", Width - Right + 7, y + 4, Right, 11);
        }

        svg.Whole("path", null, ("class", "grid"), ("d", grid.ToString()));
    }

    private void DrawTimes(double y)
    {
        int every = Math.Max(1, chart.Bars.Count / 6);
        for (int i = every / 2; i < chart.Bars.Count; i += every)
        {
            svg.Label(chart.Bars[i].Label, "label", X(i) - 14, y, 60, 11);
        }
    }

    private double X(int bar) => Left + ((bar + 0.5) * stride);

    private static void Stroke(StringBuilder path, double x, double from, double to) =>
        path.Append(CultureInfo.InvariantCulture, $"M{SvgText.Number(x)} {SvgText.Number(from)}V{SvgText.Number(to)}");
}
