namespace Pawl.Types;

/// <summary>The unit of a <see cref="TimeFrame"/>, in ascending length.</summary>
public enum TimeUnit
{
    None,
    Second,
    Minute,
    Hour,
    Day,
    Week,
}
