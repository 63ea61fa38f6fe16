using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A trade with what some sources say beside it.</summary>
[Message("tick", 1, "A trade.", Group = MessageGroup.MarketData, Subject = "ticks.raw.{symbol}", Table = "ticks")]
[StructLayout(LayoutKind.Sequential)]
public struct QuotedTick
{
    public Tick Tick;

    [Field("best bid at the moment of the trade", NullWhen = 0L)]
    public Price Bid;

    [Field("best ask at the moment of the trade", NullWhen = 0L)]
    public Price Ask;

    [Field("the venue's conditions of the trade, as it writes them, at most 24 characters of ASCII", NullWhen = 0L)]
    public Text24 Conditions;
}
