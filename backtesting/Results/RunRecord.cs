using Pawl.Backtesting.Runs;
using Pawl.Backtesting.Statistics;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>What statistics need to know of a run; it grows with a value for each day and for each trade.</summary>
/// <param name="hasCurves">Whether pictures are wanted.</param>
public sealed class RunRecord(bool hasCurves = true)
{
    private static readonly string[] Exits = [.. Enum.GetNames<OrderRole>().Select(n => n.ToLowerInvariant())];

    private readonly TradeStatistics all = new();
    private readonly TradeStatistics longs = new();
    private readonly TradeStatistics shorts = new();
    private bool tradesAtWeekends;

    /// <summary>What the account was worth over time.</summary>
    public EquityRecord Equity { get; } = new(hasCurves);

    /// <summary>A position is closed.</summary>
    public void Add(ClosedTrade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        all.Add(trade);
        (trade.IsLong ? longs : shorts).Add(trade);
    }

    /// <summary>A trading day is over.</summary>
    public void Add(in EquityMark day) => tradesAtWeekends |= day.Day.DaysSinceMonday >= 5;

    /// <summary>What statistics are made from; null where nothing happened.</summary>
    public RunFigures? Figures(TradingAccount? account) => account is null || Equity.Daily is not { } daily ? null : new RunFigures(daily, all, longs, shorts)
    {
        // Instruments that trade at weekends trade every day.
        PeriodsPerYear = tradesAtWeekends ? 365 : 252,
        Orders = account.Orders,
        Fills = account.Fills,
        Fees = ToDouble(account.Fees),
        SlippageCost = ToDouble(account.SlippageCost),
        TradedValue = ToDouble(account.TradedValue),
        Exposure = Equity.TimeInMarket,
    };

    /// <summary>A trade as statistics and pages take it.</summary>
    public static ClosedTrade Closed(in RoundTrip t) => new(
        t.Symbol, t.Strategy, t.IsLong, t.Quantity.ToDouble(), t.EntryTime, t.EntryPrice.ToDouble(), t.ExitTime, t.ExitPrice.ToDouble(),
        ToDouble(t.Profit), ToDouble(t.Fees), ToDouble(t.Adverse), ToDouble(t.Favourable), Exits[(int)t.Exit])
    {
        EntryValue = ToDouble(t.EntryValue),
    };

    private static double ToDouble(Long128 amount) => QuantitySum.FromLong128(amount).ToDouble();
}
