using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The true range of one bar after the other.</summary>
internal struct BarReach
{
    private double previousClose;
    private long started;

    /// <summary>Takes the next bar and gives its true range; without a bar before it, its high minus its low.</summary>
    /// <returns>Whether there was a bar before it.</returns>
    public bool Next(in Candle bar, out double range)
    {
        double high = bar.High.ToDouble();
        double low = bar.Low.ToDouble();
        double close = previousClose;
        previousClose = bar.Close.ToDouble();
        range = high - low;
        if (started == 0)
        {
            started = 1;
            return false;
        }

        range = Math.Max(range, Math.Max(Math.Abs(high - close), Math.Abs(low - close)));
        return true;
    }
}
