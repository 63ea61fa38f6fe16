using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What a strategy wants to open.</summary>
/// <param name="side">Buy or sell.</param>
/// <param name="price">The price it was decided at.</param>
public readonly ref struct Entry(TradeDirection side, Price price)
{
    public TradeDirection Side { get; } = side;

    public Price Price { get; } = price;

    /// <summary>Where the position is to be given up.</summary>
    public Price? Stop { get; init; }

    /// <summary>Where profit is to be taken.</summary>
    public Price? Target { get; init; }

    /// <summary>How much; zero leaves it to the account.</summary>
    public Quantity Size { get; init; }

    /// <summary>0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Why.</summary>
    public ReadOnlySpan<char> Reason { get; init; }
}
