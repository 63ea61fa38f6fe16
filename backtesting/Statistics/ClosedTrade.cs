using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>A position from its first fill until it was flat, or the part of it that a fill closed.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Strategy">The strategy's node; empty where the position has no single one.</param>
/// <param name="Quantity">How much was traded, always positive.</param>
/// <param name="Profit">In the account's currency, after fees.</param>
/// <param name="Fees">In the account's currency.</param>
/// <param name="Adverse">The worst open loss on the way (MAE), in the account's currency, zero or negative.</param>
/// <param name="Favourable">The best open profit on the way (MFE), in the account's currency, zero or positive.</param>
/// <param name="ExitReason">Why it was closed.</param>
public sealed record ClosedTrade(
    string Symbol,
    string Strategy,
    bool IsLong,
    double Quantity,
    Timestamp EntryTime,
    double EntryPrice,
    Timestamp ExitTime,
    double ExitPrice,
    double Profit,
    double Fees,
    double Adverse,
    double Favourable,
    string ExitReason)
{
    /// <summary>What it was worth at entry in the account's currency, for the return of a trade.</summary>
    public double EntryValue { get; init; } = double.NaN;

    public TimeSpan Duration => new((ExitTime - EntryTime) / TimeSpan.NanosecondsPerTick);
}
