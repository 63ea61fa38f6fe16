namespace Pawl.Types;

/// <summary>The side that took liquidity in a trade.</summary>
public enum AggressorSide : long
{
    Unknown,
    Buy,
    Sell,
}
