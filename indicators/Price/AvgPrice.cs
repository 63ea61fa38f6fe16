using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "avgprice",
    "price",
    "Average price of a bar.",
    Formula = "(O + H + L + C)/4; first value at the first bar",
    Source = "TA-Lib AVGPRICE",
    ComparedWith = Compared.TaLib)]
public readonly struct AvgPrice : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        y = CandlePrice.Of(in c.Value(x), PriceSource.Ohlc4);
        return true;
    }
}
