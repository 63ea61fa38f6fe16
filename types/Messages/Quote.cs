using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The best bid and ask.</summary>
[Message("quote", 1, "The best bid and ask.", Group = MessageGroup.MarketData, Subject = "ticks.raw.{symbol}", Table = "quotes")]
[StructLayout(LayoutKind.Sequential)]
public struct Quote
{
    [Field("best bid")]
    public Price Bid;

    [Field("quantity at the bid")]
    public Quantity BidSize;

    [Field("best ask")]
    public Price Ask;

    [Field("quantity at the ask")]
    public Quantity AskSize;
}
