using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "medprice",
    "price",
    "Median price of a bar, the middle of its range.",
    Formula = "(H + L)/2; first value at the first bar",
    Source = "TA-Lib MEDPRICE",
    ComparedWith = Compared.TaLib)]
public readonly struct MedPrice : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        y = CandlePrice.Middle(in c.Value(x));
        return true;
    }
}
