namespace Pawl.Trading;

/// <summary>When a limit order that waits is filled.</summary>
public enum FillRule : long
{
    /// <summary>When the market trades or is quoted beyond its price.</summary>
    Through,

    /// <summary>Also at its price, once what waited before it is filled.</summary>
    Touch,
}
