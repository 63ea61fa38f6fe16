namespace Pawl.Types;

/// <summary>What became of the right to write a partition.</summary>
public enum LeaseEvent : long
{
    Acquired,
    Released,

    /// <summary>Another process took it.</summary>
    Lost,
}
