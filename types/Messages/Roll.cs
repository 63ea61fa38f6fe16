using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The change of a continuous future from one contract to the next; prices of the next one follow.</summary>
[Message("roll", 1, "The change of a continuous future from one contract to the next; prices of the next one follow.", Group = MessageGroup.MarketData, Subject = "ticks.raw.{symbol}")]
[StructLayout(LayoutKind.Sequential)]
public struct Roll
{
    /// <summary>A close that nobody knows.</summary>
    public const long Unknown = long.MinValue;

    [Field("the contract that counted until then")]
    public Text64 FromContract;

    [Field("the contract that counts from then on")]
    public Text64 ToContract;

    [Field("last price of the first before the roll, as it was paid", NullWhen = Unknown)]
    public Price FromClose;

    [Field("last price of the second before the roll, as it was paid", NullWhen = Unknown)]
    public Price ToClose;

    [Field("what is added to the prices that follow, as they are paid")]
    public Price Offset;

    [Field("what they are multiplied by")]
    public double Factor;
}
