using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What a broker takes, in the currency of the instrument. The parts add up; all are exact numbers of 10⁻⁸ units.</summary>
public sealed record FeeSchedule
{
    public static FeeSchedule None { get; } = new();

    /// <summary>Part of the value where the order waited, in basis points; negative where the venue pays it.</summary>
    public Price MakerBasisPoints { get; init; }

    /// <summary>Part of the value where the order was filled at once, in basis points.</summary>
    public Price TakerBasisPoints { get; init; }

    /// <summary>For each share, contract or coin.</summary>
    public Price PerUnit { get; init; }

    /// <summary>Once for each order, with its first fill.</summary>
    public Price PerOrder { get; init; }

    /// <summary>The least that an order costs as soon as it has a fill. What its fills cost less than that, its first fill makes up.</summary>
    public Price Minimum { get; init; }

    /// <summary>The fee of a fill.</summary>
    /// <param name="value">The value of the fill, not negative.</param>
    /// <param name="quantity">How much was filled.</param>
    /// <param name="maker">Whether the order waited.</param>
    /// <param name="charged">What the parts of the order's earlier fills came to, the minimum apart; kept by the caller, 0 at first.</param>
    /// <param name="paid">What was paid for the order's earlier fills; kept by the caller, 0 at first.</param>
    /// <param name="isFirst">Whether it is the order's first fill.</param>
    public Long128 Of(Long128 value, Quantity quantity, bool maker, bool isFirst, ref QuantitySum charged, ref QuantitySum paid)
    {
        Long128 fee = charged.ToLong128();
        fee += Amounts.Part(value, (maker ? MakerBasisPoints : TakerBasisPoints).Raw, 10_000 * Amounts.Scale);
        fee += Amounts.Divide(Long128.BigMul(PerUnit.Raw, quantity.Raw), Amounts.Scale);
        if (isFirst) fee += PerOrder.Raw;
        charged = QuantitySum.FromLong128(fee);
        Long128 due = Minimum.Raw > 0 && fee < Minimum.Raw ? Minimum.Raw : fee;
        Long128 now = due - paid.ToLong128();
        paid = QuantitySum.FromLong128(due);
        return now;
    }
}
