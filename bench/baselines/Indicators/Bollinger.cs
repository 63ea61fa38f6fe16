namespace Pawl.Bench.Baselines.Indicators;

/// <summary>
/// Bollinger bands with the population's standard deviation. The sums are kept of the distances from the newest value at
/// the latest turn of the ring, compensated, and without subtracting as in <see cref="Sma"/>: no cancellation of large
/// squares, no drift.
/// </summary>
public struct Bollinger(int period, double width)
{
    private readonly double[] _sums = new double[period];
    private readonly double[] _squares = new double[period];
    private int _next;
    private bool _full;
    private double _shift;
    private Sum _newer;
    private Sum _newerSquares;

    public double Upper;
    public double Middle;
    public double Lower;

    /// <summary>True when there is a value.</summary>
    public bool Update(double x)
    {
        _sums[_next] = x;
        double distance = x - _shift;
        _newer.Add(distance);
        _newerSquares.Add(distance * distance);
        double sum, squares;
        if (++_next < _sums.Length)
        {
            sum = _sums[_next] + _newer.Value;
            squares = _squares[_next] + _newerSquares.Value;
        }
        else
        {
            _next = 0;
            _full = true;
            _shift = x;
            _newer = default;
            _newerSquares = default;
            AddUp();
            sum = _sums[0];
            squares = _squares[0];
        }

        if (!_full)
            return false;

        int n = _sums.Length;
        double mean = _shift + sum / n;
        double deviation = Math.Sqrt(Math.Max(0, squares - sum * sum / n) / n);
        Upper = mean + width * deviation;
        Middle = mean;
        Lower = mean - width * deviation;
        return true;
    }

    private void AddUp()
    {
        Sum sum = default;
        Sum squares = default;
        for (int i = _sums.Length - 1; i >= 0; i--)
        {
            double distance = _sums[i] - _shift;
            sum.Add(distance);
            squares.Add(distance * distance);
            _sums[i] = sum.Value;
            _squares[i] = squares.Value;
        }
    }

    private struct Sum
    {
        private double _sum;
        private double _lost;

        public readonly double Value => _sum + _lost;

        public void Add(double value)
        {
            double next = _sum + value;
            double added = next - _sum;
            _lost += _sum - (next - added) + (value - added);
            _sum = next;
        }
    }
}
