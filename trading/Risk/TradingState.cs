namespace Pawl.Trading;

/// <summary>What may be sent.</summary>
public enum TradingState : long
{
    /// <summary>Everything within the limits.</summary>
    Active,

    /// <summary>Nothing new that makes a position larger; what stands stays.</summary>
    Reducing,

    /// <summary>Nothing that makes a position larger, and entries that stand are cancelled. Reduce-only orders and cancels pass.</summary>
    Halted,
}
