namespace Pawl.Types;

/// <summary>What a break says about the trend.</summary>
public enum BreakKind : long
{
    /// <summary>Break of structure: with the trend, or the first of all.</summary>
    Bos,

    /// <summary>Change of character: against the trend so far.</summary>
    Choch,
}
