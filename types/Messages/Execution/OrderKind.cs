namespace Pawl.Types;

/// <summary>How an order is to be filled.</summary>
public enum OrderKind : long
{
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}
