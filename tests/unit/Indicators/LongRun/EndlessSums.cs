using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>What is summed since the first bar, in decimal numbers: accumulation and distribution, and the average price weighed by volume.</summary>
internal sealed class EndlessSums
{
    private decimal line;
    private decimal largest;
    private decimal weight;
    private decimal worth;
    private decimal squares;

    public void Add(Candle bar)
    {
        decimal volume = ExactWindow.VolumeOf(bar);
        decimal typical = ExactWindow.TypicalOf(bar);
        weight += volume;
        worth += volume * typical;
        squares += volume * typical * typical;
        if (bar.High > bar.Low)
        {
            long place = (2 * bar.Close.Raw) - bar.Low.Raw - bar.High.Raw;
            decimal flow = (decimal)place / (bar.High.Raw - bar.Low.Raw) * volume;
            line += flow;
            largest = Math.Max(largest, Math.Abs(flow));
        }
    }

    public (double Value, double Size)[] Line => [((double)line, (double)Math.Max(largest, Math.Abs(line)))];

    public (double Value, double Size)[] Average
    {
        get
        {
            decimal mean = worth / weight;
            double deviation = Math.Sqrt((double)((squares / weight) - (mean * mean)));
            return [((double)mean, (double)mean), (deviation, deviation)];
        }
    }
}
