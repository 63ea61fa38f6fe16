namespace Pawl.Types;

/// <summary>How far price has come back into a gap.</summary>
public enum FairValueGapState : long
{
    /// <summary>Found; nothing has traded in it since.</summary>
    Open,

    /// <summary>Grown by a gap of the next bar that was joined to it.</summary>
    Updated,

    /// <summary>Price has entered it.</summary>
    Touched,

    /// <summary>Price has come to its middle.</summary>
    HalfFilled,

    /// <summary>Price has come to its far edge.</summary>
    Filled,

    /// <summary>A bar has closed beyond its far edge; from now on it acts the other way.</summary>
    Inverted,

    /// <summary>Too old, or too many are younger.</summary>
    Expired,
}
