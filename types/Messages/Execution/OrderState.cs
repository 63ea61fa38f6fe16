namespace Pawl.Types;

/// <summary>Where an order stands; the names are those of FIX, with what comes before them and what is not known.</summary>
public enum OrderState : long
{
    /// <summary>It was decided and not yet sent.</summary>
    Intent,

    /// <summary>It was sent and not yet answered.</summary>
    Sending,

    PendingNew,
    New,
    PartiallyFilled,
    Filled,
    PendingCancel,
    Canceled,
    Rejected,
    Expired,

    /// <summary>What became of a request is not known.</summary>
    Unknown,
}
