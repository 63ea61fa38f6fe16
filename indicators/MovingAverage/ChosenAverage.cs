using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>Averages that a parameter of another kind may name.</summary>
public enum AverageKind
{
    Sma,
    Ema,
    Wma,
    Dema,
    Tema,
    Trima,
    Rma,
}

/// <summary>A moving average that a parameter chooses, with the numbers of the kind of that name.</summary>
internal struct ChosenAverage
{
    private AverageKind kind;
    private int skip;
    private RollingSum simple;
    private RollingSum again;
    private RollingWeightedMean weighted;
    private ExponentialAverage first;
    private ExponentialAverage second;
    private ExponentialAverage third;
    private WilderAverage wilder;

    /// <summary>The average; meaningful once <see cref="Add"/> has returned true.</summary>
    public double Value { readonly get; private set; }

    /// <param name="skip">Values at the beginning that it leaves out, so that it begins together with a slower average.</param>
    public static ChosenAverage Over(AverageKind kind, int period, ref Layout l, int skip = 0)
    {
        ChosenAverage average = new() { kind = kind, skip = skip };
        switch (kind)
        {
            case AverageKind.Sma:
                average.simple = RollingSum.Over(period, ref l);
                break;
            case AverageKind.Trima:
                average.simple = RollingSum.Over((period + 1) / 2, ref l);
                average.again = RollingSum.Over((period / 2) + 1, ref l);
                break;
            case AverageKind.Wma:
                average.weighted = RollingWeightedMean.Over(period, ref l);
                break;
            case AverageKind.Rma:
                average.wilder = WilderAverage.Over(period);
                break;
            default:
                average.first = average.second = average.third = ExponentialAverage.Over(period);
                break;
        }

        return average;
    }

    /// <summary>How many values it needs before it gives one.</summary>
    public static int WarmUp(AverageKind kind, int period) => kind switch
    {
        AverageKind.Dema => (2 * period) - 1,
        AverageKind.Tema => (3 * period) - 2,
        _ => period,
    };

    /// <returns>Whether there is an average.</returns>
    public bool Add(double value, in Ctx c)
    {
        if (skip > 0)
        {
            skip--;
            return false;
        }

        switch (kind)
        {
            case AverageKind.Sma:
                return Set(simple.Add(value, in c), simple.Mean);
            case AverageKind.Trima:
                return Set(simple.Add(value, in c) && again.Add(simple.Mean, in c), again.Mean);
            case AverageKind.Wma:
                return Set(weighted.Add(value, in c), weighted.Value);
            case AverageKind.Rma:
                return Set(wilder.Add(value), wilder.Value);
            case AverageKind.Ema:
                return Set(first.Add(value), first.Value);
            case AverageKind.Dema:
                return Set(first.Add(value) && second.Add(first.Value), (2 * first.Value) - second.Value);
            default:
                return Set(
                    first.Add(value) && second.Add(first.Value) && third.Add(second.Value),
                    (3 * first.Value) - (3 * second.Value) + third.Value);
        }
    }

    private bool Set(bool ready, double value)
    {
        Value = ready ? value : 0;
        return ready;
    }
}
