namespace Pawl.Trading;

/// <summary>The limits that back-tests and the paper broker start with. For a live account there are none: they are written by who answers for it.</summary>
public static class ShippedLimits
{
    /// <summary>Wide, so that a back-test meets its own account's money first; one may not borrow.</summary>
    public static RiskLimits BackTest { get; } = RiskLimitTable.OfTexts(
        "1000000", "10000000", "10", "1000000", "100000000", "100000000", "1000", "1000", "1000", "0", "1000", "1", "10000000000", "10000000000", "1000", "604800", "100", "0");

    /// <summary>What a careful person would allow a new strategy with 100 000 of play money.</summary>
    public static RiskLimits Paper { get; } = RiskLimitTable.OfTexts(
        "10000", "100000", "5", "10000", "200000", "200000", "100", "20", "10", "1000", "20", "10", "5000", "10000", "5", "60", "100", "1");
}
