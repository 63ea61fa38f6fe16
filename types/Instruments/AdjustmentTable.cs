using System.Diagnostics.CodeAnalysis;

namespace Pawl.Types;

/// <summary>A change of what a share is: what was before is multiplied to be comparable with what is after.</summary>
/// <param name="Effective">The first moment of the new state: the open of the ex-date.</param>
/// <param name="PriceFactor">What earlier prices are multiplied by.</param>
/// <param name="VolumeFactor">What earlier quantities are multiplied by.</param>
public sealed record Adjustment(Timestamp Effective, Ratio PriceFactor, Ratio VolumeFactor)
{
    /// <summary>A split: <paramref name="newShares"/> for each <paramref name="oldShares"/>, 7 for 1 as an example; 1 for 10 joins shares.</summary>
    public static Adjustment Split(Timestamp effective, int newShares, int oldShares)
    {
        Ratio volume = Ratio.Of(newShares, oldShares);
        return new Adjustment(effective, volume.Inverse(), volume);
    }

    /// <summary>A dividend in cash: earlier prices are multiplied by (close − amount) / close; quantities stay.</summary>
    /// <param name="effective">The open of the ex-date.</param>
    /// <param name="amount">Per share.</param>
    /// <param name="close">The last close before the ex-date, unadjusted; above the amount.</param>
    public static Adjustment Dividend(Timestamp effective, Price amount, Price close)
    {
        if (amount <= Price.Zero || amount >= close) ThrowDividend(amount, close);
        return new Adjustment(effective, Ratio.Of(close.Raw - amount.Raw, close.Raw), Ratio.One);
    }

    [DoesNotReturn]
    private static void ThrowDividend(Price amount, Price close) => throw new ArgumentOutOfRangeException(
        nameof(amount), $"a dividend of {amount} at a close of {close}: it must be above zero and below the close");
}

/// <summary>
/// Splits and dividends of an instrument. They are applied when history is read, never to what a log holds: a log says what
/// was seen. Factors are exact; a price or quantity is rounded once, half to even at 10⁻⁸.
/// </summary>
public sealed class AdjustmentTable
{
    private readonly Timestamp[] _effective;
    private readonly AdjustmentFactors[] _before;

    /// <summary>Makes a table; the order of the adjustments does not matter.</summary>
    public AdjustmentTable(IEnumerable<Adjustment> adjustments)
    {
        Adjustments = [.. adjustments.OrderBy(adjustment => adjustment.Effective)];
        _effective = [.. Adjustments.Select(adjustment => adjustment.Effective)];
        _before = new AdjustmentFactors[Adjustments.Count];
        AdjustmentFactors factors = AdjustmentFactors.None;
        for (int i = Adjustments.Count - 1; i >= 0; i--)
        {
            factors = new AdjustmentFactors(factors.Price * Adjustments[i].PriceFactor, factors.Volume * Adjustments[i].VolumeFactor);
            _before[i] = factors;
        }
    }

    public static AdjustmentTable None { get; } = new([]);

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; }

    /// <summary>The same without dividends, which leave quantities as they are.</summary>
    public AdjustmentTable OnlySplits => new(Adjustments.Where(adjustment => !adjustment.VolumeFactor.IsOne));

    /// <summary>What a price and a quantity of a moment are multiplied by: the product of all that took effect after it.</summary>
    public AdjustmentFactors FactorsAt(Timestamp time)
    {
        int index = Array.BinarySearch(_effective, time);
        // What takes effect at the moment itself is already in its price; equal moments stand side by side.
        if (index < 0) index = ~index;
        else while (index < _effective.Length && _effective[index] == time) index++;
        return index == _before.Length ? AdjustmentFactors.None : _before[index];
    }
}

/// <summary>Exact factors of prices and quantities.</summary>
public sealed record AdjustmentFactors(Ratio Price, Ratio Volume)
{
    public static AdjustmentFactors None { get; } = new(Ratio.One, Ratio.One);
}
