using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>How many changes Wilder's sums begin with.</summary>
public enum DirectionalStart
{
    /// <summary>One less than the period.</summary>
    TaLib,

    /// <summary>The period.</summary>
    Wilder,
}

/// <summary>Wilder's running sums of upward and downward movement and of the true range, which forget a part of 1/n a bar.</summary>
internal struct DirectionalMovement
{
    private BarReach bars;
    private double high;
    private double low;
    private double range;
    private int period;
    private int begin;

    /// <summary>The sum of upward movement, in units of the price.</summary>
    public double Plus { readonly get; private set; }

    /// <summary>The sum of downward movement.</summary>
    public double Minus { readonly get; private set; }

    /// <summary>How many changes from bar to bar it has seen.</summary>
    public long Changes { readonly get; private set; }

    /// <summary>Upward movement in percent of the true range; 0 where nothing moved.</summary>
    public readonly double PlusIndicator => range == 0 ? 0 : 100 * (Plus / range);

    /// <summary>Downward movement in percent of the true range.</summary>
    public readonly double MinusIndicator => range == 0 ? 0 : 100 * (Minus / range);

    /// <summary>Whether anything moved, without which there is no index.</summary>
    public readonly bool HasIndex => range != 0 && PlusIndicator + MinusIndicator != 0;

    /// <summary>How one-sided the movement is, 0 to 100.</summary>
    public readonly double Index => 100 * (Math.Abs(MinusIndicator - PlusIndicator) / (MinusIndicator + PlusIndicator));

    public static DirectionalMovement Over(int period, DirectionalStart start) =>
        new() { period = period, begin = start == DirectionalStart.TaLib ? period - 1 : period };

    /// <summary>Takes the next bar. The first has none before it and only begins.</summary>
    /// <returns>Whether there have been as many changes as the period.</returns>
    public bool Add(in Candle bar)
    {
        (double before, double beforeLow) = (high, low);
        high = bar.High.ToDouble();
        low = bar.Low.ToDouble();
        if (!bars.Next(in bar, out double reach))
        {
            return false;
        }

        double up = high - before;
        double down = beforeLow - low;
        double forget = Changes++ < begin ? 0 : 1.0 / period;
        Plus = Decay.Snap(Plus - (Plus * forget) + (up > 0 && up > down ? up : 0));
        Minus = Decay.Snap(Minus - (Minus * forget) + (down > 0 && down > up ? down : 0));
        range = Decay.Snap(range - (range * forget) + reach);
        return Changes >= period;
    }
}
