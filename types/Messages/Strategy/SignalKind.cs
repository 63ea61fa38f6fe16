namespace Pawl.Types;

/// <summary>What a signal asks for.</summary>
public enum SignalKind : long
{
    /// <summary>To open a position.</summary>
    Entry,

    /// <summary>To close it.</summary>
    Exit,

    /// <summary>A new stop for it.</summary>
    Stop,

    /// <summary>A new target for it.</summary>
    Target,
}
