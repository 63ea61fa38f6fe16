namespace Pawl.Types;

/// <summary>How long an order stands.</summary>
public enum TimeInForce : long
{
    Day,

    /// <summary>Until it is cancelled.</summary>
    Gtc,

    /// <summary>What is not filled at once is cancelled.</summary>
    Ioc,

    /// <summary>It is filled at once and whole, or not at all.</summary>
    Fok,

    /// <summary>Until a date.</summary>
    Gtd,
}
