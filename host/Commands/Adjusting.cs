namespace Pawl.Host.Commands;

/// <summary>What earlier prices are made comparable over.</summary>
internal enum Adjusting
{
    None,
    Splits,

    /// <summary>Splits and dividends.</summary>
    All,
}
