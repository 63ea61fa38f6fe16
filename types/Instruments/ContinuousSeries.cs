namespace Pawl.Types;

/// <summary>
/// The prices of a continuous future: those of the newest contract stay, earlier ones are moved or multiplied so that a
/// roll makes no step. Ratios are exact and rounded once, half to even at 10⁻⁸.
/// </summary>
public sealed class ContinuousSeries
{
    private readonly Timestamp[] _instants;
    private readonly Price[] _moved;
    private readonly AdjustmentTable _factors = AdjustmentTable.None;

    /// <summary>Makes the series of some rolls in ascending order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is asked for where a close is not above zero.</exception>
    public ContinuousSeries(SeriesKind kind, IReadOnlyList<PricedRoll> rolls)
    {
        ArgumentNullException.ThrowIfNull(rolls);
        _instants = [.. rolls.Select(priced => priced.Roll.Instant)];
        _moved = new Price[rolls.Count];
        if (kind == SeriesKind.Ratio)
            _factors = new AdjustmentTable(rolls.Select(priced => new Adjustment(priced.Roll.Instant, priced.Ratio, Ratio.One)));
        if (kind != SeriesKind.BackAdjusted) return;
        Price sum = Price.Zero;
        for (int i = rolls.Count - 1; i >= 0; i--)
        {
            sum += rolls[i].Difference;
            _moved[i] = sum;
        }
    }

    /// <summary>A price of a moment as it appears in the series.</summary>
    /// <param name="price">The price of the contract that counted then.</param>
    /// <param name="time">When it was paid.</param>
    /// <exception cref="OverflowException">The result is out of range.</exception>
    public Price Adjust(Price price, Timestamp time)
    {
        int index = Array.BinarySearch(_instants, time);
        index = index < 0 ? ~index : index + 1;
        Price moved = index == _moved.Length ? price : price + _moved[index];
        return _factors.FactorsAt(time).Price.Apply(moved);
    }
}
