namespace Pawl.Types;

/// <summary>What became of a level.</summary>
public enum LiquidityState : long
{
    /// <summary>Found; price has not passed it.</summary>
    Open,

    /// <summary>Another swing has joined it.</summary>
    Extended,

    /// <summary>Price has passed it; what that means is not decided.</summary>
    Swept,

    /// <summary>Passed and closed back: a grab.</summary>
    SweepRejected,

    /// <summary>Passed and closed beyond it: a run.</summary>
    SweepAccepted,

    /// <summary>Too old, or too many are younger.</summary>
    Expired,
}
