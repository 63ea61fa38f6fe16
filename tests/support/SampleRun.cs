using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A small made-up account: 24 daily closes, and trades that are easy to add up.</summary>
public static class SampleRun
{
    public static readonly double[] Closes =
    [
        101_000, 100_500, 102_300, 101_900, 101_900, 103_400, 102_000, 104_100, 103_600, 105_000, 104_200, 106_300,
        105_900, 107_100, 106_000, 105_200, 107_900, 108_300, 107_700, 109_100, 108_800, 110_400, 109_900, 111_500,
    ];

    public static readonly Timestamp Start = Timestamp.Parse("2024-01-01T00:00:00Z");

    /// <summary>Marked at 21:00 of each weekday from 2024-01-01; the run ends 34 days after it began.</summary>
    public static DailyEquity Account()
    {
        DailyEquity equity = new(100_000, Start);
        TradingDay day = TradingDay.OfUtc(Start);
        for (int i = 0; i < Closes.Length; day = day.AddDays(1))
        {
            if (day.DaysSinceMonday < 5)
            {
                bool isLast = i == Closes.Length - 1;
                Timestamp time = isLast ? Start.AddNanoseconds(34 * Timestamp.NanosecondsPerDay) : new Timestamp((day.Number * Timestamp.NanosecondsPerDay) + (21 * 3600 * Timestamp.NanosecondsPerSecond));
                equity.Mark(isLast ? TradingDay.OfUtc(time) : day, time, Closes[i++]);
            }
        }

        equity.Finish();
        return equity;
    }

    public static ClosedTrade Trade(double profit, int day = 0, double hours = 6, bool isLong = true, double adverse = 0, double favourable = 0, string reason = "target")
    {
        Timestamp entry = Start.AddNanoseconds((day * Timestamp.NanosecondsPerDay) + (10 * 3600 * Timestamp.NanosecondsPerSecond));
        Timestamp exit = entry.AddNanoseconds((long)(hours * 3600) * Timestamp.NanosecondsPerSecond);
        return new ClosedTrade("ES", "cross", isLong, 2, entry, 4500, exit, 4500 + (profit / 100), profit, 4, adverse, favourable, reason);
    }

    public static RunFigures Figures(DailyEquity equity, params IEnumerable<ClosedTrade> closed)
    {
        (TradeStatistics all, TradeStatistics longs, TradeStatistics shorts) = (new(), new(), new());
        foreach (ClosedTrade trade in closed)
        {
            all.Add(trade);
            (trade.IsLong ? longs : shorts).Add(trade);
        }

        return new RunFigures(equity, all, longs, shorts) { Orders = 2 * all.Count, Fills = 2 * all.Count, Fees = all.Fees, Exposure = 0.25, TradedValue = 1_000_000 };
    }

    public static ReportData Report(string title = "moving average cross", string symbol = "ES")
    {
        DailyEquity equity = Account();
        ClosedTrade[] trades = [.. Enumerable.Range(0, 12).Select(i => Trade(i % 3 == 2 ? -250 : 400 + (10 * i), 2 * i, isLong: i % 4 != 1, reason: i % 3 == 2 ? "stop" : "target"))];
        RunFigures figures = Figures(equity, trades);
        (BoundedCurve curve, BoundedCurve exposure, BoundedBars bars) = (new(), new(), new());
        for (int i = 0; i < Closes.Length; i++)
        {
            Timestamp time = Start.AddNanoseconds((i * 34L * Timestamp.NanosecondsPerDay / 23) + 1);
            curve.Add(time, Closes[i]);
            exposure.Add(time, i % 4 == 1 ? -0.5 : i % 2 == 0 ? 1.2 : 0);
            double price = 4500 + (((i * 7) % 11) - 5);
            bars.Add(new PictureBar(time, time.AddNanoseconds(Timestamp.NanosecondsPerDay), price, price + 4, price - 3, price + (i % 2 == 0 ? 2 : -2)));
        }

        TradeStatistics wins = new();
        foreach (ClosedTrade trade in trades) wins.Add(trade);
        return new ReportData
        {
            Title = title,
            Currency = "USD",
            Figures = figures,
            Statistics = StatisticTable.Of(figures),
            Equity = curve,
            Exposure = exposure,
            Symbols = [new SymbolPicture(symbol, 2, bars.Bars, trades)],
            Trades = trades,
            BySymbol = [new GroupResult(symbol, wins)],
            ByExitReason = [new GroupResult("target", wins)],
            Warnings = ["3 of 24 fills depended on the path inside a bar"],
            Assumptions = [new ReportFact("Latency", "50 ms each way"), new ReportFact("Slippage", "1 tick")],
            Quality = [new ReportFact("Gaps", "none")],
            Facts = [new ReportFact("Run hash", "sha256:" + new string('0', 64))],
            Configuration = [new ReportFact("cross.yaml", "nodes:\n  - id: fast\n    kind: ema\n")],
        };
    }
}
