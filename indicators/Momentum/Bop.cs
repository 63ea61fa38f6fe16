using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "bop",
    "momentum",
    "Balance of power: how much of the bar the close won from the open, −1 to 1.",
    Formula = "(C − O)/(H − L), 0 where the bar has no range",
    Source = "TA-Lib BOP",
    ComparedWith = Compared.TaLib)]
public readonly struct Bop : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        ref readonly Candle bar = ref c.Value(x);
        double range = bar.High.ToDouble() - bar.Low.ToDouble();
        y = range == 0 ? 0 : (bar.Close.ToDouble() - bar.Open.ToDouble()) / range;
        return true;
    }
}
