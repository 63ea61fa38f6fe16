namespace Pawl.Trading;

/// <summary>What an order is for.</summary>
public enum OrderRole : long
{
    /// <summary>It opens a position, or makes it larger.</summary>
    Entry,

    /// <summary>It closes a position.</summary>
    Exit,

    /// <summary>It gives up a position that goes wrong.</summary>
    Stop,

    /// <summary>It takes the profit of a position.</summary>
    Target,
}
