using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "imbalance",
    "volume",
    "How much buying outweighs selling in the trades of the newest bars.",
    Formula = "(B − S)/(B + S + N) with the bought, sold and neutral volume of the newest n bars, by the rules of delta; null where there is none. "
        + "Alert where |value| ≥ threshold and the bar's volume is at least the mean of its newest 20; first value at bar n",
    Source = "trade imbalance as in common order-flow tools",
    Version = 2)]
public readonly struct TradeImbalance : INodeKind<TradeImbalance.Parameters, TradeImbalance.State, TradeInputs, Imbalance>
{
    private const int VolumePeriod = 20;

    public struct Parameters
    {
        [Param(1, 10_000, 20, "number of bars")]
        public int Period;

        [Param("instrument", SideRules.RuleDoc)]
        public SideRule Rule;

        [Param(0, 86_400_000, 5_000, SideRules.AgeDoc)]
        public long MaxQuoteAge;

        [Param(0, 1, 0.6, "from which size on it is an alert")]
        public double Threshold;

        [Param(0, 60_000, 0, SideRules.LagDoc)]
        public long QuoteLag;

        internal readonly SideRules Sides => new(Rule, MaxQuoteAge);
    }

    public struct State
    {
        internal TradeFlow Flow;
        internal Ring<SideVolumes> Bars;
        internal Ring<QuantitySum> Volumes;
        internal SideVolumes Bar;
        internal SideVolumes Sum;
        internal QuantitySum VolumeSum;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Flow = TradeFlow.Over(p.QuoteLag, ref l);
        s.Bars = l.Ring<SideVolumes>(p.Period);
        s.Volumes = l.Ring<QuantitySum>(VolumePeriod);
    }

    public static int WarmUp(in Parameters p) => p.Period;

    public static bool Step(in Parameters p, ref State s, in TradeInputs x, in Ctx c, out Imbalance y)
    {
        for (int part = 0; s.Flow.Next(ref part, in x, in c, p.Sides, out BarTrade trade);)
        {
            s.Bar.Add(in trade);
        }

        y = default;
        if (!c.Updated(x.Candle))
        {
            return false;
        }

        QuantitySum volume = s.Bar.Volume;
        RingView<SideVolumes> bars = c.Open(ref s.Bars);
        if (bars.IsFull)
        {
            s.Sum.Subtract(in bars[p.Period - 1]);
        }

        s.Sum.Add(in s.Bar);
        bars.Push(in s.Bar);
        bool isHeavy = IsHeavy(ref s, volume, in c);
        s.Flow.Close();
        s.Bar = default;
        double total = s.Sum.Volume.ToDouble();
        double value = total > 0 ? s.Sum.Delta.ToDouble() / total : double.NaN;
        y = new Imbalance
        {
            BarTime = c.Value(x.Candle).Start,
            Kind = ImbalanceKind.Trade,
            Value = value,
            Volume = s.Sum.Volume,
            Flags = isHeavy && Math.Abs(value) >= p.Threshold ? ImbalanceFlags.Alert : ImbalanceFlags.None,
        };
        return bars.IsFull;
    }

    /// <summary>Whether a bar has at least the mean volume of the newest.</summary>
    private static bool IsHeavy(ref State s, QuantitySum volume, in Ctx c)
    {
        RingView<QuantitySum> volumes = c.Open(ref s.Volumes);
        if (volumes.IsFull)
        {
            s.VolumeSum -= volumes[VolumePeriod - 1];
        }

        s.VolumeSum += volume;
        volumes.Push(in volume);
        return volumes.IsFull && checked(volume.ToLong128() * VolumePeriod) >= s.VolumeSum.ToLong128();
    }
}
