namespace Pawl.Trading;

/// <summary>What may happen to an order, besides its fills.</summary>
public enum OrderEvent : long
{
    /// <summary>It was given to the broker.</summary>
    Sent,

    /// <summary>The broker has it; the venue does not yet say so.</summary>
    Received,

    /// <summary>The venue accepted it.</summary>
    Accepted,

    /// <summary>The venue or our own risk control refused it.</summary>
    Refused,

    /// <summary>We asked for its end.</summary>
    CancelSent,

    /// <summary>The venue would not end it.</summary>
    CancelRefused,

    /// <summary>It was ended before it was filled whole.</summary>
    Ended,

    /// <summary>Its time is over.</summary>
    TimedOut,

    /// <summary>Time-out, broken connection, an answer that cannot be read: what became of it is not known.</summary>
    Lost,

    /// <summary>The broker was asked and has never heard of it: it may be sent again under the same id.</summary>
    NotFound,
}
