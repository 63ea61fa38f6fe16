using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>How a parabolic stop gathers speed in one direction.</summary>
internal struct ParabolicPace
{
    public double Start;
    public double Step;
    public double Maximum;

    /// <summary>No pace is above the maximum, not even the first.</summary>
    public readonly ParabolicPace Bounded => new() { Start = Math.Min(Start, Maximum), Step = Math.Min(Step, Maximum), Maximum = Maximum };
}

/// <summary>
/// Wilder's stop and reverse. Everything is kept as seen from the position: for a short one prices are negative, so that
/// the same lines serve both directions, the stop always lies below, and a reversal is a change of sign.
/// </summary>
internal struct ParabolicStop
{
    private double stop;
    private double extreme;
    private double pace;
    private double previousHigh;
    private double previousLow;
    private long bars;

    /// <summary>1 long, −1 short, 0 before the second bar.</summary>
    public long Direction { readonly get; private set; }

    /// <summary>The stop that the newest bar met, negative while short.</summary>
    public double Signed { readonly get; private set; }

    /// <summary>Takes the next bar. The first only begins; the second tells the direction.</summary>
    /// <param name="start">Where the first stop is, negative for a short position; 0 leaves it to the first two bars.</param>
    /// <param name="offset">By which share of itself a stop is moved away at a reversal.</param>
    /// <returns>Whether there is a stop.</returns>
    public bool Add(in Candle bar, in ParabolicPace ofLong, in ParabolicPace ofShort, double start, double offset)
    {
        double high = bar.High.ToDouble();
        double low = bar.Low.ToDouble();
        if (bars++ == 0)
        {
            (previousHigh, previousLow) = (high, low);
            return false;
        }

        if (bars == 2)
        {
            Begin(high, low, start, in ofLong, in ofShort);
        }

        double nearest = Direction * (Direction > 0 ? Math.Min(low, previousLow) : Math.Max(high, previousHigh));
        if (Direction * (Direction > 0 ? low : high) <= stop)
        {
            Direction = -Direction;
            nearest = Direction * (Direction > 0 ? Math.Min(low, previousLow) : Math.Max(high, previousHigh));
            stop = Math.Min(-extreme, nearest);
            stop -= offset * Math.Abs(stop);
            extreme = Direction * (Direction > 0 ? high : low);
            pace = PaceOf(in ofLong, in ofShort).Start;
            Signed = stop;
        }
        else
        {
            Signed = stop;
            double farthest = Direction * (Direction > 0 ? high : low);
            if (farthest > extreme)
            {
                ParabolicPace of = PaceOf(in ofLong, in ofShort);
                extreme = farthest;
                pace = Math.Min(pace + of.Step, of.Maximum);
            }
        }

        stop = Math.Min(stop + (pace * (extreme - stop)), nearest);
        (previousHigh, previousLow) = (high, low);
        return true;
    }

    private readonly ParabolicPace PaceOf(in ParabolicPace ofLong, in ParabolicPace ofShort) => (Direction > 0 ? ofLong : ofShort).Bounded;

    /// <summary>The position is short where the second bar moved more downwards, else long; its first stop is the first bar's far end.</summary>
    private void Begin(double high, double low, double start, in ParabolicPace ofLong, in ParabolicPace ofShort)
    {
        double down = previousLow - low;
        bool isShort = start < 0 || (start == 0 && down > 0 && down > high - previousHigh);
        Direction = isShort ? -1 : 1;
        stop = start != 0 ? start : isShort ? -previousHigh : previousLow;
        extreme = isShort ? -low : high;
        pace = PaceOf(in ofLong, in ofShort).Start;
        (previousHigh, previousLow) = (high, low);
    }
}
