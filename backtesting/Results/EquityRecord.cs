using Pawl.Backtesting.Statistics;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>What an account was worth over time, for statistics and pictures: bounded but for one value a day.</summary>
/// <param name="hasCurves">Whether pictures are wanted.</param>
public sealed class EquityRecord(bool hasCurves = true)
{
    private EquityMark before;
    private bool isMarked;
    private long open;
    private long whole;

    /// <summary>Day by day; null before the first mark.</summary>
    public DailyEquity? Daily { get; private set; }

    /// <summary>All marks, for a picture.</summary>
    public BoundedCurve Curve { get; } = new();

    /// <summary>The value of what is held over equity, negative where the account is short, for a picture.</summary>
    public BoundedCurve Exposure { get; } = new();

    /// <summary>The share of the time in which something was held; NaN before time has passed.</summary>
    public double TimeInMarket => whole > 0 ? open / (double)whole : double.NaN;

    /// <summary>Takes what the account is worth; what did not change on a day is told once.</summary>
    public void Mark(in EquityMark mark)
    {
        if (!isMarked)
        {
            (before, isMarked) = (mark, true);
            Daily = new DailyEquity(ToDouble(mark.Equity), mark.Time);
        }
        else if (mark.Equity == before.Equity && mark.Cash == before.Cash && mark.Day == before.Day)
        {
            return;
        }

        long passed = mark.Time - before.Time;
        whole += passed;
        open += before.Equity == before.Cash ? 0 : passed;
        before = mark;
        double equity = ToDouble(mark.Equity);
        Daily!.Mark(mark.Day, mark.Time, equity);
        if (hasCurves)
        {
            Curve.Add(mark.Time, equity);
            Exposure.Add(mark.Time, equity > 0 ? ToDouble(mark.Equity - mark.Cash) / equity : 0);
        }
    }

    /// <summary>Ends the last day, which counts like every other.</summary>
    public void Finish() => Daily?.Finish();

    private static double ToDouble(Long128 amount) => QuantitySum.FromLong128(amount).ToDouble();
}
