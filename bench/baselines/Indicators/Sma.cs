namespace Pawl.Bench.Baselines.Indicators;

/// <summary>
/// Simple moving average over a ring, without subtracting: each time round every slot is given the sum from it to the
/// newest value, and later values are added up apart. Nothing is left of values that have gone.
/// </summary>
public struct Sma(int period)
{
    private readonly double[] _ring = new double[period];
    private int _next;
    private bool _full;
    private double _newer;

    public double Value;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        double[] ring = _ring;
        ring[_next] = x;
        _newer += x;
        double sum;
        if (++_next < ring.Length)
        {
            sum = ring[_next] + _newer;
        }
        else
        {
            _next = 0;
            _full = true;
            _newer = 0;
            sum = 0;
            for (int i = ring.Length - 1; i >= 0; i--)
                ring[i] = sum += ring[i];
        }

        Value = sum / ring.Length;
        return _full;
    }
}
