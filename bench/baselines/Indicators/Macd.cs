namespace Pawl.Bench.Baselines.Indicators;

/// <summary>
/// Moving average convergence / divergence with TA-Lib's alignment: the fast average starts at the slow one's first
/// bar, from the mean of the last values up to it. There is a value when the signal line exists.
/// </summary>
public struct Macd(int fast, int slow, int signal)
{
    private readonly double _fastAlpha = 2.0 / (fast + 1);
    private readonly double _slowAlpha = 2.0 / (slow + 1);
    private int _count;
    private double _fast;
    private double _slow;
    private Ema _signal = new(signal);

    public double Line;
    public double Signal;
    public double Histogram;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        if (_count < slow)
        {
            _slow += x;
            if (_count >= slow - fast)
                _fast += x;
            if (++_count < slow)
                return false;
            _slow /= slow;
            _fast /= fast;
        }
        else
        {
            _fast += _fastAlpha * (x - _fast);
            _slow += _slowAlpha * (x - _slow);
        }

        Line = _fast - _slow;
        if (!_signal.Update(Line))
            return false;
        Signal = _signal.Value;
        Histogram = Line - Signal;
        return true;
    }
}
