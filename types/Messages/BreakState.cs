namespace Pawl.Types;

/// <summary>A break is final when it is told.</summary>
public enum BreakState : long
{
    Confirmed,
}
