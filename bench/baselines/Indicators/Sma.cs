namespace Pawl.Bench.Baselines.Indicators;

/// <summary>Simple moving average over a ring. The sum is taken anew each time round, so that rounding cannot pile up.</summary>
public struct Sma(int period)
{
    private readonly double[] _ring = new double[period];
    private int _next;
    private bool _full;
    private double _sum;

    public double Value;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        double[] ring = _ring;
        if (_full)
            _sum -= ring[_next];
        _sum += x;
        ring[_next] = x;
        if (++_next == ring.Length)
        {
            _next = 0;
            _full = true;
            double sum = 0;
            foreach (double value in ring)
                sum += value;
            _sum = sum;
        }

        if (!_full)
            return false;
        Value = _sum / ring.Length;
        return true;
    }
}
