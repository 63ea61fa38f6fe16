namespace Pawl.Bench.Baselines.Indicators;

/// <summary>Exponential moving average; the first value is the mean of the first n.</summary>
public struct Ema(int period)
{
    private readonly double _alpha = 2.0 / (period + 1);
    private int _count;

    /// <summary>The sum of the values while they are fewer than n, then the average.</summary>
    public double Value;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        if (_count == period)
        {
            Value += _alpha * (x - Value);
            return true;
        }

        Value += x;
        if (++_count < period)
            return false;
        Value /= period;
        return true;
    }
}
