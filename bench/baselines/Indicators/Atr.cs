namespace Pawl.Bench.Baselines.Indicators;

/// <summary>Wilder's average true range. The first bar has no previous close and does not count.</summary>
public struct Atr(int period)
{
    private int _count = -1;
    private double _previousClose;

    /// <summary>The sum of the true ranges while they are fewer than n, then the average.</summary>
    public double Value;

    /// <summary>True when there is a value.</summary>
    public bool Update(in Bar bar)
    {
        double high = bar.High / 1e8;
        double low = bar.Low / 1e8;
        double previous = _previousClose;
        _previousClose = bar.CloseValue;
        if (_count < 0)
        {
            _count = 0;
            return false;
        }

        double range = Math.Max(high - low, Math.Max(Math.Abs(high - previous), Math.Abs(low - previous)));
        if (_count == period)
        {
            Value = (Value * (period - 1) + range) / period;
            return true;
        }

        Value += range;
        if (++_count < period)
            return false;
        Value /= period;
        return true;
    }
}
