using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Chaikin's line: each bar's volume, weighed by where in its range it closed. The rounding errors of the sum are kept beside it, so that it does not drift.</summary>
internal struct AccumulationDistribution
{
    private double sum;
    private double lost;

    public readonly double Value => sum + lost;

    public void Add(in Candle candle)
    {
        double high = candle.High.ToDouble();
        double low = candle.Low.ToDouble();
        double close = candle.Close.ToDouble();
        if (high > low)
        {
            Add((close - low - (high - close)) / (high - low) * candle.Volume.ToDouble());
        }
    }

    private void Add(double value)
    {
        double next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }
}
