using System.Globalization;
using System.Text;
using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Backtesting.Reports;

/// <summary>Prices of a symbol with its trades: where each was entered and left, and a line between, dashed for a loss.</summary>
internal static class TradePicture
{
    private const string Up = "M0 2l5 9h-10z";
    private const string Down = "M0 -2l5 -9h-10z";
    private const string Exit = "M-3.5 -3.5l7 7M-3.5 3.5l7 -7";

    public static string Draw(SymbolPicture symbol)
    {
        IReadOnlyList<PictureBar> bars = symbol.Bars;
        Axis axis = new(bars.Min(b => b.Low), bars.Max(b => b.High));
        Plot plot = new(symbol.Symbol, "tall", axis, v => Figures.Number(v, Math.Max(symbol.Decimals, axis.Decimals)))
        {
            Readings = string.Join('\n', bars.Select((b, i) =>
                $"{Axis.Number(X(i, bars.Count))}|{Figures.Minute(b.From)} UTC|{Figures.Number(b.Open, symbol.Decimals)}  {Figures.Number(b.High, symbol.Decimals)}  {Figures.Number(b.Low, symbol.Decimals)}  {Figures.Number(b.Close, symbol.Decimals)}")),
        };
        foreach ((string style, bool rises) in ((string, bool)[])[("up", true), ("down", false)])
        {
            Candles(plot, axis, bars, style, rises);
        }

        foreach (ClosedTrade trade in symbol.Trades)
        {
            Draw(plot, axis, symbol, trade);
        }

        long whole = bars[^1].To - bars[0].From;
        for (int part = 1; part < 8; part += 2)
        {
            plot.Below(part * 125, Labels.Of(bars[part * bars.Count / 8].From, whole));
        }

        string which = symbol.Trades.Count < symbol.TradesInAll
            ? $"; the {Figures.Number(symbol.Trades.Count, 0)} of {Figures.Number(symbol.TradesInAll, 0)} trades that moved most money"
            : "";
        return plot.Write("▲ bought to open, ▼ sold to open, ✕ left; line: trade, dashed where it lost" + which);
    }

    private static void Candles(Plot plot, Axis axis, IReadOnlyList<PictureBar> bars, string style, bool rises)
    {
        StringBuilder wicks = new();
        StringBuilder bodies = new();
        double half = 1000.0 / bars.Count * 0.36;
        for (int i = 0; i < bars.Count; i++)
        {
            PictureBar bar = bars[i];
            if (bar.Close >= bar.Open == rises)
            {
                double x = X(i, bars.Count);
                double top = axis.At(Math.Max(bar.Open, bar.Close));
                double height = Math.Max(1.5, axis.At(Math.Min(bar.Open, bar.Close)) - top);
                wicks.Append(CultureInfo.InvariantCulture, $"M{Axis.Number(x)} {Axis.Number(axis.At(bar.High))}V{Axis.Number(axis.At(bar.Low))}");
                bodies.Append(CultureInfo.InvariantCulture, $"M{x - half:0.##} {Axis.Number(top)}h{2 * half:0.##}v{Axis.Number(height)}h{-2 * half:0.##}z");
            }
        }

        plot.Path("wick " + style, wicks.ToString());
        plot.Path("body " + style, bodies.ToString());
    }

    private static void Draw(Plot plot, Axis axis, SymbolPicture symbol, ClosedTrade trade)
    {
        (double entryX, double entryY) = (X(symbol.Bars, trade.EntryTime), axis.At(trade.EntryPrice));
        (double exitX, double exitY) = (X(symbol.Bars, trade.ExitTime), axis.At(trade.ExitPrice));
        string way = trade.Profit > 0 ? "won" : "lost";
        plot.Path("trade " + way, $"M{Axis.Number(entryX)} {Axis.Number(entryY)}L{Axis.Number(exitX)} {Axis.Number(exitY)}");
        string said = $"{(trade.IsLong ? "long" : "short")} {Figures.Number(trade.Quantity, 8).TrimEnd('0').TrimEnd('.')} at {Figures.Number(trade.EntryPrice, symbol.Decimals)}, {Figures.Minute(trade.EntryTime)}; "
            + $"left at {Figures.Number(trade.ExitPrice, symbol.Decimals)}, {Figures.Minute(trade.ExitTime)} UTC ({trade.ExitReason}): {Figures.Signed(trade.Profit, Figures.Money)}";
        plot.Sign("enter " + (trade.IsLong ? "long" : "short"), entryX, entryY, trade.IsLong ? Up : Down, said);
        plot.Sign("leave " + way, exitX, exitY, Exit, said);
    }

    /// <summary>The middle of a bar.</summary>
    private static double X(int bar, int count) => 1000 * (bar + 0.5) / count;

    /// <summary>The middle of the bar that a time lies in, or the nearest one.</summary>
    private static double X(IReadOnlyList<PictureBar> bars, Timestamp time)
    {
        (int low, int high) = (0, bars.Count - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (bars[middle].To <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return X(low, bars.Count);
    }
}
