namespace Pawl.Types;

/// <summary>What is special about an order.</summary>
[Flags]
public enum OrderFlags : long
{
    None = 0,

    /// <summary>It never makes a position larger.</summary>
    ReduceOnly = 1,
}
