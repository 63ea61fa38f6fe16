using Pawl.Types;

namespace Pawl.Trading;

/// <summary>An account and what trades on it.</summary>
/// <param name="Name">Its name, at most 64 bytes.</param>
/// <param name="Limits">What it may do.</param>
public sealed record AccountSettings(string Name, RiskLimits Limits)
{
    /// <summary>The currency that it is counted in.</summary>
    public string Currency { get; init; } = "USD";

    public PositionMode Mode { get; init; }

    /// <summary>Money that it begins with.</summary>
    public QuantitySum Cash { get; init; } = QuantitySum.FromLong128((Long128)100_000 * Amounts.Scale);

    /// <summary>The days that the loss of a day is counted by: those of the account's time zone.</summary>
    public TradingCalendar Days { get; init; } = TradingCalendar.AlwaysOpen;

    /// <summary>At most four letters or digits before our ids of orders.</summary>
    public string OrderPrefix { get; init; } = "pwl";

    /// <summary>The tag of the account's run: another run makes other ids of orders.</summary>
    public string Tag { get; init; } = "";
}
