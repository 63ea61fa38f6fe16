using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>The price without its dominant cycle: its mean over one turn, smoothed over four values.</summary>
internal struct CycleTrend
{
    private Ring<double> values;
    private double before;
    private double beforeThat;
    private double third;

    public double Value { readonly get; private set; }

    public static CycleTrend Of(ref Layout l) => new() { values = l.Ring<double>(50) };

    /// <param name="cycle">The cycle; the mean is only taken once it <paramref name="measures"/>.</param>
    public void Add(double value, in HilbertCycle cycle, bool measures, in Ctx c)
    {
        RingView<double> newest = c.Open(ref values);
        newest.Push(value);
        if (!measures)
        {
            return;
        }

        int length = Math.Min(cycle.WholePeriod, newest.Count);
        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += newest[i];
        }

        double mean = length > 0 ? sum / length : 0;
        Value = ((4 * mean) + (3 * before) + (2 * beforeThat) + third) / 10;
        (before, beforeThat, third) = (mean, before, beforeThat);
    }
}
