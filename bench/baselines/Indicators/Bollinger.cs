namespace Pawl.Bench.Baselines.Indicators;

/// <summary>
/// Bollinger bands with the population's standard deviation. The sums are kept of the distances from a shift near the
/// mean, which is set anew each time round the ring: no cancellation of large squares, no drift.
/// </summary>
public struct Bollinger(int period, double width)
{
    private readonly double[] _ring = new double[period];
    private int _next;
    private bool _full;
    private bool _begun;
    private double _shift;
    private double _sum;
    private double _squares;

    public double Upper;
    public double Middle;
    public double Lower;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        double[] ring = _ring;
        if (!_begun)
        {
            _begun = true;
            _shift = x;
        }

        if (_full)
        {
            double oldest = ring[_next] - _shift;
            _sum -= oldest;
            _squares -= oldest * oldest;
        }

        double newest = x - _shift;
        _sum += newest;
        _squares += newest * newest;
        ring[_next] = x;
        if (++_next == ring.Length)
        {
            _next = 0;
            _full = true;
            Rebase();
        }

        if (!_full)
            return false;

        int n = ring.Length;
        double mean = _shift + _sum / n;
        double variance = (_squares - _sum * _sum / n) / n;
        double deviation = variance > 0 ? Math.Sqrt(variance) : 0;
        Upper = mean + width * deviation;
        Middle = mean;
        Lower = mean - width * deviation;
        return true;
    }

    private void Rebase()
    {
        double total = 0;
        foreach (double value in _ring)
            total += value;
        _shift = total / _ring.Length;
        _sum = 0;
        _squares = 0;
        foreach (double value in _ring)
        {
            double distance = value - _shift;
            _sum += distance;
            _squares += distance * distance;
        }
    }
}
