namespace Pawl.Trading;

/// <summary>An entry and what protects it: the protection is as large as what the entry has filled, less what it has closed.</summary>
internal struct OrderFamily
{
    public OrderKey Entry;

    /// <summary>How much the entry has filled.</summary>
    public long Opened;

    /// <summary>How much its protection has filled.</summary>
    public long Closed;

    /// <summary>Nothing more comes of the entry.</summary>
    public bool Done;

    /// <summary>The entry was filled inside the bar that is being matched.</summary>
    public bool Inside;

    public readonly long Open => Opened - Closed;
}
