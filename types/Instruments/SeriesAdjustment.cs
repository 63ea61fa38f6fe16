namespace Pawl.Types;

/// <summary>
/// What prices of a continuous future are changed by so that its rolls make no step: moved, multiplied, or neither. Exact;
/// a multiplied price is rounded once, half to even at 10⁻⁸.
/// </summary>
/// <param name="Series">How prices appear.</param>
/// <param name="Offset">What is added to a price.</param>
/// <param name="Factor">What a price is multiplied by.</param>
public sealed record SeriesAdjustment(SeriesKind Series, Price Offset, Ratio Factor)
{
    /// <summary>Prices as they are paid.</summary>
    public static SeriesAdjustment None(SeriesKind series) => new(series, Price.Zero, Ratio.One);

    /// <summary>That of the contract after a roll, so that it goes on where the one before it ended.</summary>
    /// <param name="fromClose">The last price of the contract before the roll.</param>
    /// <param name="toClose">The last price of the other one at that time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is asked for, and a price is not above zero.</exception>
    /// <exception cref="OverflowException">The difference is out of range.</exception>
    public SeriesAdjustment After(Price fromClose, Price toClose) => Series switch
    {
        SeriesKind.BackAdjusted => this with { Offset = Offset + (fromClose - toClose) },
        SeriesKind.Ratio => this with { Factor = Factor * Ratio.Of(fromClose.Raw, toClose.Raw) },
        _ => this,
    };

    /// <summary>That of the contract before a roll, so that it ends where the next one goes on.</summary>
    /// <inheritdoc cref="After"/>
    public SeriesAdjustment Before(Price fromClose, Price toClose) => After(toClose, fromClose);

    /// <summary>A price as it appears in the series.</summary>
    /// <exception cref="OverflowException">The result is out of range.</exception>
    public Price Apply(Price price) => Series switch
    {
        SeriesKind.BackAdjusted => price + Offset,
        SeriesKind.Ratio => Factor.Apply(price),
        _ => price,
    };
}
