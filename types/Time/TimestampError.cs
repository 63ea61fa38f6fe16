namespace Pawl.Types;

/// <summary>Why a text is not a time.</summary>
public enum TimestampError
{
    None,

    /// <summary>Not <c>YYYY-MM-DDTHH:MM:SS[.f](Z|±HH:MM)</c>, or no such day or time of day (a leap second is none).</summary>
    Invalid,

    /// <summary>A valid time without zone, and none was assumed.</summary>
    NoZone,

    /// <summary>A valid time before 1677-09-21 or after 2262-04-11, which 64 bits of nanoseconds do not hold.</summary>
    OutOfRange,
}
