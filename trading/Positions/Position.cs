using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// What is held of one instrument, what it cost and what it earned. Profit is exact:
/// the cost of what is held and the profit of what was closed always add up to what was paid and received.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Position
{
    /// <summary>How much is held; negative where it was sold short.</summary>
    public Quantity Quantity;

    /// <summary>What was paid for what is held, in the currency of the instrument, fees apart; negative where it was received for what was sold short.</summary>
    public QuantitySum Cost;

    /// <summary>Profit of what was closed, in the currency of the instrument, fees apart.</summary>
    public QuantitySum Realized;

    /// <summary>Fees so far, in the currency of the account; negative where the venue paid.</summary>
    public QuantitySum Fees;

    public readonly bool IsFlat => Quantity.Raw == 0;

    /// <summary>The mean price of what is held, rounded half to even; zero where nothing is.</summary>
    public readonly Price AveragePrice(Quantity multiplier) => IsFlat ? Price.Zero : Amounts.Average(Cost.ToLong128(), Quantity, multiplier);

    /// <summary>Profit of what is held, were it closed at a price.</summary>
    public readonly Long128 Unrealized(Price mark, Quantity multiplier) => IsFlat ? 0 : Amounts.Value(mark, Quantity, multiplier) - Cost.ToLong128();

    /// <summary>Counts a fill; one beyond what is held closes it and opens the other side with the rest.</summary>
    /// <param name="signed">How much was bought, negative where sold.</param>
    /// <param name="price">The price of the fill.</param>
    /// <param name="multiplier">Of the instrument.</param>
    /// <param name="fee">In the currency of the account.</param>
    /// <returns>The profit that it realised.</returns>
    public Long128 Apply(Quantity signed, Price price, Quantity multiplier, Long128 fee)
    {
        Fees = QuantitySum.FromLong128(checked(Fees.ToLong128() + fee));
        Long128 value = Amounts.Value(price, signed, multiplier);
        long held = Quantity.Raw, next = checked(held + signed.Raw);
        if (held == 0 || (held ^ signed.Raw) >= 0)
        {
            Quantity = new Quantity(next);
            Cost = QuantitySum.FromLong128(checked(Cost.ToLong128() + value));
            return 0;
        }

        bool turns = (next ^ held) < 0 && next != 0;
        // The part of the cost, or of the value where the position turns, that belongs to what is closed; exact in sum.
        Long128 cost = Cost.ToLong128();
        Long128 closedCost = turns || next == 0 ? cost : Amounts.Part(cost, Math.Abs(signed.Raw), Math.Abs(held));
        Long128 closedValue = turns ? Amounts.Part(value, Math.Abs(held), Math.Abs(signed.Raw)) : value;
        Long128 profit = checked(-closedValue - closedCost);
        Quantity = new Quantity(next);
        Cost = QuantitySum.FromLong128(turns ? value - closedValue : cost - closedCost);
        Realized = QuantitySum.FromLong128(checked(Realized.ToLong128() + profit));
        return profit;
    }
}
