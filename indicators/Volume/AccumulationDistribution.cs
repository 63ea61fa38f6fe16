using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Chaikin's line: each bar's volume, weighed by where in its range it closed.</summary>
internal struct AccumulationDistribution
{
    private CompensatedSum sum;

    public readonly double Value => sum.Value;

    public void Add(in Candle candle)
    {
        // Of whole prices: their distances are exact, however close a bar's ends lie together.
        long range = candle.High.Raw - candle.Low.Raw;
        if (range > 0)
        {
            long place = candle.Close.Raw - candle.Low.Raw - (candle.High.Raw - candle.Close.Raw);
            sum.Add((double)place / range * candle.Volume.ToDouble());
        }
    }
}
