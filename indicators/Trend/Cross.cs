using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "cross",
    "trend",
    "Tells when one number crosses another: 1 upwards, −1 downwards, silent otherwise.",
    Formula = "above = fast > slow; 1 when above becomes true, −1 when it becomes false. Equal is not above, so 1 and −1 always alternate; "
        + "the first pair only tells which side it begins on",
    Source = "common usage")]
public readonly struct Cross : INodeKind<None, Cross.State, Cross.Inputs, double>
{
    public struct Inputs
    {
        [Input("the number that crosses")]
        public In<double> Fast;

        [Input("the number that is crossed")]
        public In<double> Slow;
    }

    public struct State
    {
        /// <summary>1 above, −1 not above, 0 before the first pair.</summary>
        internal long Side;
    }

    public static bool Step(in None p, ref State s, in Inputs x, in Ctx c, out double y)
    {
        y = 0;
        double fast = c.Value(x.Fast);
        double slow = c.Value(x.Slow);
        if (double.IsNaN(fast) || double.IsNaN(slow))
        {
            return false;
        }

        long side = fast > slow ? 1 : -1;
        bool crossed = side == -s.Side;
        s.Side = side;
        y = side;
        return crossed;
    }
}
