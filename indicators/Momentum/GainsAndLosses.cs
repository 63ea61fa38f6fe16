namespace Pawl.Indicators;

/// <summary>Wilder's averages of the gains and of the losses from one value to the next.</summary>
internal struct GainsAndLosses
{
    private WilderAverage gain;
    private WilderAverage loss;
    private double previous;
    private long started;

    /// <summary>The average gain; meaningful once <see cref="Add"/> has returned true.</summary>
    public readonly double Gain => gain.Value;

    /// <summary>The average loss, as a positive number.</summary>
    public readonly double Loss => loss.Value;

    public static GainsAndLosses Over(int period) => new() { gain = WilderAverage.Over(period), loss = WilderAverage.Over(period) };

    /// <summary>Takes the next value. The first has none before it and only begins.</summary>
    /// <returns>Whether there are averages.</returns>
    public bool Add(double value)
    {
        double change = value - previous;
        previous = value;
        if (started == 0)
        {
            started = 1;
            return false;
        }

        bool ready = gain.Add(change > 0 ? change : 0);
        loss.Add(change < 0 ? -change : 0);
        return ready;
    }
}
