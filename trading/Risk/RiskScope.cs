namespace Pawl.Trading;

/// <summary>What a stop stops.</summary>
public enum RiskScope : long
{
    /// <summary>All accounts of the process.</summary>
    Global,
    Account,
    Strategy,
    Symbol,
}
