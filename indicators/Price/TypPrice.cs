using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "typprice",
    "price",
    "Typical price of a bar.",
    Formula = "(H + L + C)/3; first value at the first bar",
    Source = "TA-Lib TYPPRICE",
    ComparedWith = Compared.TaLib)]
public readonly struct TypPrice : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        y = CandlePrice.Typical(in c.Value(x));
        return true;
    }
}
