namespace Pawl.Types;

/// <summary>Why orders are thought to rest at a level.</summary>
public enum LiquidityKind : long
{
    EqualHighs,
    EqualLows,
    PreviousDayHigh,
    PreviousDayLow,
    PreviousWeekHigh,
    PreviousWeekLow,
    OpeningRangeHigh,
    OpeningRangeLow,
}
