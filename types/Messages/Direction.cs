namespace Pawl.Types;

/// <summary>Which way something points.</summary>
public enum Direction : long
{
    Up,
    Down,
}
