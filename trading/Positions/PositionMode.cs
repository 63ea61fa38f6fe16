namespace Pawl.Trading;

/// <summary>What becomes of a purchase while the same was sold short.</summary>
public enum PositionMode : long
{
    /// <summary>It closes what was sold short.</summary>
    Netting,

    /// <summary>Long and short stand beside each other; only a reduce-only order closes.</summary>
    Hedging,
}
