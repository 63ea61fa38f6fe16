using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>What an account was worth over time, for statistics and pictures: bounded but for one value a day.</summary>
public sealed class EquityRecord
{
    private Int128 before = Int128.MinValue;
    private TradingDay day;

    /// <summary>Day by day; null before the first mark.</summary>
    public DailyEquity? Daily { get; private set; }

    /// <summary>All marks, for a picture.</summary>
    public BoundedCurve Curve { get; } = new();

    /// <summary>Takes what the account is worth; what did not change on a day is told once.</summary>
    public void Mark(in EquityMark mark)
    {
        if (mark.Equity == before && mark.Day == day)
        {
            return;
        }

        (before, day) = (mark.Equity, mark.Day);
        double equity = QuantitySum.FromInt128(mark.Equity).ToDouble();
        Daily ??= new DailyEquity(equity, mark.Time);
        Daily.Mark(mark.Day, mark.Time, equity);
        Curve.Add(mark.Time, equity);
    }

    /// <summary>Ends the last day, which counts like every other.</summary>
    public void Finish() => Daily?.Finish();
}
