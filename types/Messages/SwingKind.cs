namespace Pawl.Types;

/// <summary>What a swing point is, compared with the one before it on the same side.</summary>
public enum SwingKind : long
{
    SwingHigh,
    SwingLow,
    HigherHigh,
    LowerHigh,
    HigherLow,
    LowerLow,
    EqualHigh,
    EqualLow,
}
