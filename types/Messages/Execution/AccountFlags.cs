namespace Pawl.Types;

/// <summary>What a reader should know about an account.</summary>
[Flags]
public enum AccountFlags : long
{
    None = 0,

    /// <summary>Nothing that makes a position larger is sent.</summary>
    Halted = 1,
}
