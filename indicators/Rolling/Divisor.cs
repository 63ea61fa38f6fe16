namespace Pawl.Indicators;

/// <summary>What a sum of squared distances is divided by.</summary>
public enum Divisor
{
    /// <summary>The number of values.</summary>
    Population,

    /// <summary>One less, for an estimate from a sample.</summary>
    Sample,
}
