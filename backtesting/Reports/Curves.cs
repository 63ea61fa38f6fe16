using System.Globalization;
using System.Text;
using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Backtesting.Reports;

/// <summary>Equity, the falls below its peak, and exposure, over time.</summary>
internal static class Curves
{
    public static string Equity(ReportData report)
    {
        IReadOnlyList<CurvePiece> pieces = report.Equity.Pieces;
        double start = report.Figures.Equity.Start;
        IReadOnlyList<CurvePiece> other = report.Benchmark?.Curve.Pieces ?? [];
        IEnumerable<CurvePiece> both = pieces.Concat(other);
        Axis axis = new(both.Min(p => p.Low), both.Max(p => p.High), start);
        Plot plot = new("Equity", "tall", axis, v => Figures.Number(v, axis.Decimals))
        {
            Readings = Readings(pieces, p => $"{Figures.Money(p.Last)} ({Figures.Signed((p.Last / start) - 1, Figures.Share)})"),
        };
        string level = Axis.Number(axis.At(start));
        plot.Path("start", $"M0 {level}H1000");
        if (other.Count > 0)
        {
            plot.Path("benchmark", string.Concat(other.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{X(pieces, p.To)} {Axis.Number(axis.At(p.Last))}")));
        }

        plot.Path("line", Line(pieces, axis));
        Times(plot, pieces);
        string beside = report.Benchmark is { } benchmark ? $"; grey: {Html.Text(benchmark.Name)}" : "";
        return plot.Write($"in {Html.Text(report.Currency)}; dashed: start{beside}");
    }

    public static string Drawdown(ReportData report)
    {
        IReadOnlyList<CurvePiece> pieces = Falls(report.Equity.Pieces, report.Figures.Equity.Start);
        Axis axis = new(pieces.Min(p => p.Low), 0, 0);
        Plot plot = new("Drawdown", "low", axis, v => Figures.Number(v * 100, Math.Max(0, axis.Decimals - 2)) + " %") { Readings = Readings(pieces, p => Figures.Share(p.Low)) };
        plot.Path("fall", Area(pieces, axis));
        Times(plot, pieces);
        return plot.Write("below the highest equity so far");
    }

    public static string Exposure(ReportData report)
    {
        IReadOnlyList<CurvePiece> pieces = report.Exposure.Pieces;
        Axis axis = new(pieces.Min(p => p.Low), pieces.Max(p => p.High), 0);
        Plot plot = new("Exposure", "low", axis, v => Figures.Number(v * 100, Math.Max(0, axis.Decimals - 2)) + " %") { Readings = Readings(pieces, p => Figures.Share(p.Last)) };
        plot.Path("held", Area(pieces, axis));
        Times(plot, pieces);
        return plot.Write("value of open positions over equity; short below zero");
    }

    /// <summary>The lowest that each piece can have been below the peak before it.</summary>
    private static List<CurvePiece> Falls(IReadOnlyList<CurvePiece> pieces, double start)
    {
        List<CurvePiece> falls = new(pieces.Count);
        double peak = start;
        foreach (CurvePiece piece in pieces)
        {
            double low = Math.Min(0, (piece.Low / peak) - 1);
            peak = Math.Max(peak, piece.High);
            falls.Add(piece with { Low = low, High = 0, Last = Math.Min(0, (piece.Last / peak) - 1) });
        }

        return falls;
    }

    private static string Line(IReadOnlyList<CurvePiece> pieces, Axis axis)
    {
        StringBuilder path = new();
        for (int i = 0; i < pieces.Count; i++)
        {
            // Both extremes are drawn: a dip between two closes is a dip.
            string x = X(pieces, i);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x} {Axis.Number(axis.At(pieces[i].High))}");
            if (pieces[i].Low < pieces[i].High)
            {
                path.Append(CultureInfo.InvariantCulture, $"V{Axis.Number(axis.At(pieces[i].Low))}");
            }

            path.Append(CultureInfo.InvariantCulture, $"L{x} {Axis.Number(axis.At(pieces[i].Last))}");
        }

        return path.ToString();
    }

    private static string Area(IReadOnlyList<CurvePiece> pieces, Axis axis)
    {
        string zero = Axis.Number(axis.At(0));
        StringBuilder path = new($"M0 {zero}");
        for (int i = 0; i < pieces.Count; i++)
        {
            double value = -pieces[i].Low > pieces[i].High ? pieces[i].Low : pieces[i].High;
            path.Append(CultureInfo.InvariantCulture, $"L{X(pieces, i)} {Axis.Number(axis.At(value))}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"L1000 {zero}Z").ToString();
    }

    /// <summary>Places are shares of the time that has passed.</summary>
    private static string X(IReadOnlyList<CurvePiece> pieces, int i) => X(pieces, pieces[i].To);

    private static string X(IReadOnlyList<CurvePiece> pieces, Timestamp time)
    {
        double whole = pieces[^1].To - pieces[0].From;
        return Axis.Number(whole > 0 ? Math.Clamp(1000.0 * (time - pieces[0].From) / whole, 0, 1000) : 500);
    }

    private static void Times(Plot plot, IReadOnlyList<CurvePiece> pieces)
    {
        Timestamp from = pieces[0].From;
        long whole = pieces[^1].To - from;
        for (int part = 1; part < 8; part += 2)
        {
            plot.Below(part * 125, Labels.Of(from.AddNanoseconds(whole / 8 * part), whole));
        }
    }

    /// <summary>Position in thousandths, time and value of each piece.</summary>
    private static string Readings(IReadOnlyList<CurvePiece> pieces, Func<CurvePiece, string> value) =>
        string.Join('\n', pieces.Select((p, i) => $"{X(pieces, i)}|{Figures.Minute(p.To)} UTC|{value(p)}"));
}
