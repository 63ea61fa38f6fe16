using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>The best bid and ask; a price of 0 is a side that is not known.</summary>
[PartOf(typeof(MarkedQuote))]
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
