namespace Pawl.Bench.Baselines.Indicators;

/// <summary>Wilder's relative strength index; 0 where the market has not moved at all.</summary>
public struct Rsi(int period)
{
    private int _count = -1;
    private double _previous;
    private double _gain;
    private double _loss;

    public double Value;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        double change = x - _previous;
        _previous = x;
        if (_count < 0)
        {
            _count = 0;
            return false;
        }

        double gain = change > 0 ? change : 0;
        double loss = change < 0 ? -change : 0;
        if (_count == period)
        {
            _gain = (_gain * (period - 1) + gain) / period;
            _loss = (_loss * (period - 1) + loss) / period;
        }
        else
        {
            _gain += gain;
            _loss += loss;
            if (++_count < period)
                return false;
            _gain /= period;
            _loss /= period;
        }

        double sum = _gain + _loss;
        Value = sum == 0 ? 0 : 100 * (_gain / sum);
        return true;
    }
}
