using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "wclprice",
    "price",
    "Weighted close of a bar, in which the close counts twice.",
    Formula = "(H + L + 2C)/4; first value at the first bar",
    Source = "TA-Lib WCLPRICE",
    ComparedWith = Compared.TaLib)]
public readonly struct WclPrice : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        y = (CandlePrice.Middle(in c.Value(x)) + c.Value(x).Close.ToDouble()) / 2;
        return true;
    }
}
