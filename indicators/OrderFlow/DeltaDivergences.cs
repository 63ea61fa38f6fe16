using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A new extreme of the price that the cumulative delta did not follow.</summary>
public struct DeltaDivergence
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("down where a higher high was bought less, up where a lower low was sold less")]
    public Direction Direction;

    [Field("price of the swing")]
    public Price Price;

    [Field("price of the swing before it on the same side")]
    public Price PreviousPrice;

    [Field("cumulative delta at the end of the swing's bar")]
    public QuantitySum Delta;

    [Field("cumulative delta at the end of the bar of the swing before")]
    public QuantitySum PreviousDelta;

    [Field("start of the swing's bar")]
    public Timestamp OriginTime;

    [Field("start of the bar of the swing before")]
    public Timestamp PreviousTime;

    [Field("end of the bar that confirmed the swing")]
    public Timestamp ConfirmedTime;
}

[Kind(
    "delta_divergence",
    "volume",
    "Higher highs that were bought less than the high before, and lower lows that were sold less, by the cumulative delta.",
    Formula = "Down at the bar that confirms a higher_high: the cumulative delta at the end of its bar is below that at the high before. Up is mirrored at a lower_low. "
        + "Both swings lie in one trading day unless across_days is on, for the sum begins anew with the day. All three inputs are of the same bars; a swing "
        + "more than 1000 bars back is passed over",
    Source = "divergence of cumulative delta as in common order-flow tools",
    ComparedWith = "a search over whole series")]
public readonly struct DeltaDivergences : IEventKind<DeltaDivergences.Parameters, DeltaDivergences.State, DeltaDivergences.Inputs, DeltaDivergence>
{
    private const int Reach = 1001;

    public struct Parameters
    {
        [Param("off", "whether swings of different trading days are compared")]
        public Switch AcrossDays;

        // Keeps the fields in whole words.
        [Param(0, 1_000_000, 0, "by how much the delta must be lower or higher, in units of quantity")]
        public int MinDifference;
    }

    public struct Inputs
    {
        [Input("the bars", Awaited = false)]
        public In<Candle> Candle;

        [Input("the cumulative delta; without it that of the same bars, with its defaults and without quotes", Awaited = false, Default = "cumulative_delta")]
        public In<CumulativeDelta> Delta;

        [Input("the swings; without it swing_points of the same bars", Awaited = false, Default = "swing_points")]
        public InEvents<SwingPoint> Swings;

        public In<Market> Market;
    }

    public struct State
    {
        internal Ring<BarDelta> Bars;
        internal SwingDelta High;
        internal SwingDelta Low;
        internal long Objects;
    }

    /// <summary>The cumulative delta at the end of a bar.</summary>
    internal struct BarDelta
    {
        public Timestamp Start;
        public QuantitySum Delta;
        public long Day;
    }

    /// <summary>The newest swing on a side.</summary>
    internal struct SwingDelta
    {
        public BarDelta Bar;
        public Price Price;
        public long Exists;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Bars = l.Ring<BarDelta>(Reach);

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<DeltaDivergence> e)
    {
        RingView<BarDelta> bars = c.Open(ref s.Bars);
        if (c.Updated(x.Candle) && c.Updated(x.Delta))
        {
            bars.Push(new BarDelta { Start = c.Value(x.Candle).Start, Delta = c.Value(x.Delta).Close, Day = c.Value(x.Market).Day });
        }

        foreach (ref readonly SwingPoint swing in c.Events(x.Swings))
        {
            long back = swing.ConfirmedIndex - swing.BarIndex;
            if (back < bars.Count && bars[(int)back] is var bar && bar.Start == swing.BarTime)
            {
                Take(in swing, in bar, ref swing.Kind.Side() == Direction.Up ? ref s.High : ref s.Low, in p, ref s.Objects, ref e);
            }
        }
    }

    private static void Take(in SwingPoint swing, in BarDelta bar, ref SwingDelta before, in Parameters p, ref long objects, ref Emitter<DeltaDivergence> e)
    {
        QuantitySum lag = swing.Kind == SwingKind.HigherHigh ? before.Bar.Delta - bar.Delta : bar.Delta - before.Bar.Delta;
        bool isComparable = before.Exists != 0 && (p.AcrossDays == Switch.On || before.Bar.Day == bar.Day);
        if (isComparable && (swing.Kind is SwingKind.HigherHigh or SwingKind.LowerLow) && lag > QuantitySum.Zero && lag >= new Quantity(p.MinDifference * Quantity.Scale))
        {
            e.Emit(new DeltaDivergence
            {
                ObjectId = ++objects,
                Direction = swing.Kind == SwingKind.HigherHigh ? Direction.Down : Direction.Up,
                Price = swing.Price,
                PreviousPrice = before.Price,
                Delta = bar.Delta,
                PreviousDelta = before.Bar.Delta,
                OriginTime = swing.BarTime,
                PreviousTime = before.Bar.Start,
                ConfirmedTime = swing.ConfirmedTime,
            });
        }

        before = new SwingDelta { Bar = bar, Price = swing.Price, Exists = 1 };
    }
}
