namespace Pawl.Types;

/// <summary>What became of an order block.</summary>
public enum OrderBlockState : long
{
    /// <summary>Found; price has not come back.</summary>
    Open,

    /// <summary>Price has come back to its near edge.</summary>
    Tested,

    /// <summary>Price has come so far into it that its orders count as filled.</summary>
    Mitigated,

    /// <summary>Price has left it on the far side.</summary>
    Broken,

    /// <summary>From now on the same range acts the other way.</summary>
    Breaker,

    /// <summary>A breaker through which price has gone back.</summary>
    Invalidated,

    /// <summary>Too old, or too many are younger.</summary>
    Expired,
}
