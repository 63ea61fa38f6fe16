using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>What a back-test is run with.</summary>
public sealed record BacktestSettings
{
    /// <summary>The account: money, currency, limits.</summary>
    public AccountSettings Account { get; init; } = new("backtest", ShippedLimits.BackTest);

    /// <summary>How fills are made.</summary>
    public MatchingAssumptions Assumptions { get; init; } = MatchingAssumptions.Pessimistic;

    /// <summary>What the broker takes.</summary>
    public FeeSchedule Fees { get; init; } = FeeSchedule.None;

    /// <summary>All that is assumed, in words.</summary>
    public IReadOnlyList<(string Name, string Text)> Describe() => [.. Assumptions.Describe(), ("fees", DescribeFees()), ("limits", DescribeLimits())];

    private string DescribeLimits() =>
        string.Join(", ", RiskLimitTable.All.Zip(RiskLimitTable.Values(Account.Limits), (limit, value) => $"{limit.Name} {value}"));

    private string DescribeFees()
    {
        string ofValue = Fees.MakerBasisPoints == Fees.TakerBasisPoints
            ? $"{Fees.TakerBasisPoints} basis points of the value of each fill"
            : $"{Fees.TakerBasisPoints} basis points of the value of a fill, {Fees.MakerBasisPoints} where the order waited";
        return Fees == FeeSchedule.None ? "none" : Fees.PerUnit == Price.Zero ? ofValue : $"{ofValue}, and {Fees.PerUnit} for each unit";
    }
}

/// <summary>A symbol of a back-test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Instrument">What is known of it.</param>
public sealed record BacktestSymbol(string Name, Instrument Instrument);
