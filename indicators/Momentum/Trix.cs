using Pawl.Engine;

namespace Pawl.Indicators;

[Kind(
    "trix",
    "momentum",
    "TRIX: the change in percent of a threefold exponential average, which only lasting moves change.",
    Formula = "100·(E₃/E₃[t−1] − 1), E₃ = EMA(EMA(EMA(x, n), n), n), 0 where E₃[t−1] is 0; first value at input 3n−1",
    Source = "TA-Lib TRIX; J. Hutson, 1983",
    ComparedWith = Compared.TaLib)]
public readonly struct Trix : INodeKind<Trix.Parameters, Trix.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 10_000, 15, "number of values of each average")]
        public int Period;
    }

    public struct State
    {
        internal ExponentialAverage First;
        internal ExponentialAverage Second;
        internal ExponentialAverage Third;
        internal double Before;
        internal long Started;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.First = s.Second = s.Third = ExponentialAverage.Over(p.Period);

    public static int WarmUp(in Parameters p) => (3 * p.Period) - 1;

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        y = 0;
        double value = c.Value(x);
        if (double.IsNaN(value) || !s.First.Add(value) || !s.Second.Add(s.First.Value) || !s.Third.Add(s.Second.Value))
        {
            return false;
        }

        double before = s.Before;
        bool ready = s.Started != 0;
        s.Before = s.Third.Value;
        s.Started = 1;
        y = before == 0 ? 0 : 100 * ((s.Before / before) - 1);
        return ready;
    }
}
