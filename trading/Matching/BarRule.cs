namespace Pawl.Trading;

/// <summary>What comes first inside a bar, of which only four prices are known.</summary>
public enum BarRule : long
{
    /// <summary>
    /// What hurts: after the open first entries, then stops, then targets. A target of a position that was entered inside the
    /// bar counts only where the close is beyond it.
    /// </summary>
    Pessimistic,

    /// <summary>What helps: targets before stops, and a stop of a position that was entered inside the bar only where the close is beyond it.</summary>
    Optimistic,
}
