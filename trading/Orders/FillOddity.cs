namespace Pawl.Trading;

/// <summary>What is odd about a fill. It is counted all the same, but for one that was counted before.</summary>
[Flags]
public enum FillOddity : long
{
    None = 0,

    /// <summary>The venue had not yet said that it has the order.</summary>
    BeforeAcknowledgement = 1,

    /// <summary>The order was done.</summary>
    AfterTheEnd = 2,

    /// <summary>What became of the order was not known.</summary>
    WhileUnknown = 4,

    /// <summary>More was filled than ordered.</summary>
    Overfill = 8,

    /// <summary>Nobody knows the order: it is kept as unassigned.</summary>
    UnknownOrder = 16,

    /// <summary>The same execution again: not counted.</summary>
    Repeated = 32,

    /// <summary>The side is not that of the order.</summary>
    OtherSide = 64,
}
