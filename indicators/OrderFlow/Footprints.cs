using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "footprint",
    "volume",
    "What was traded at each price of a bar, by aggressor, and where one side outweighs the other.",
    Formula = "row = floor(price / (tick_size·row_ticks)); bid = volume of sellers, ask = volume of buyers, by the rules of delta. "
        + "Buy imbalance at row r: ask(r) ≥ imbalance_percent/100 · bid(r−1), sell imbalance: bid(r) ≥ imbalance_percent/100 · ask(r+1), both with at "
        + "least min_volume and at least min_difference more; a volume of 0 inside the bar counts as 1, beyond its ends there is no imbalance. "
        + "Stacked: at least stacked_rows consecutive rows. Unfinished: both sides traded at the bar's extreme. "
        + "Point of control: the largest volume, of equal ones the nearest to the middle of the range, then the lower",
    Source = "diagonal imbalances and stacked zones as in common footprint charts",
    Version = 2)]
public readonly struct Footprints : INodeKind<Footprints.Parameters, Footprints.State, TradeInputs, Footprint>
{
    /// <summary>Pages of 64 rows that one bar may touch.</summary>
    private const int MaxPages = 1024;

    public struct Parameters
    {
        [Param("0", "1000000", "0", "size of a tick in units of the price; 0: that of the instrument, or 0.01")]
        public Price TickSize;

        [Param(1, 100_000, 1, "height of a row in ticks")]
        public long RowTicks;

        [Param(100, 100_000, 300, "how many percent of the other side a side has to reach")]
        public int ImbalancePercent;

        [Param(2, 1_000, 3, "how many rows make a stack")]
        public int StackedRows;

        [Param("0", "1000000000", "10", "least volume of an imbalance")]
        public Quantity MinVolume;

        [Param("0", "1000000000", "0", "least difference of an imbalance")]
        public Quantity MinDifference;

        [Param("instrument", SideRules.RuleDoc)]
        public SideRule Rule;

        [Param(0, 86_400_000, 5_000, SideRules.AgeDoc)]
        public int MaxQuoteAge;

        [Param(0, 60_000, 0, SideRules.LagDoc)]
        public long QuoteLag;

        internal readonly SideRules Sides => new(Rule, MaxQuoteAge);
    }

    public struct State
    {
        internal TradeFlow Flow;
        internal Ladder<SideVolumes> Rows;
        internal SideVolumes Total;
        internal QuantitySum MaxDelta;
        internal QuantitySum MinDelta;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Flow = TradeFlow.Over(p.QuoteLag, ref l);
        s.Rows = l.Ladder<SideVolumes>(MaxPages, pagesPerStep: 2);
    }

    public static bool Step(in Parameters p, ref State s, in TradeInputs x, in Ctx c, out Footprint y)
    {
        long height = PriceRows.Height(in c.Value(x.Market), p.TickSize, p.RowTicks);
        for (int part = 0; s.Flow.Next(ref part, in x, in c, p.Sides, out BarTrade trade);)
        {
            Add(ref s, in trade, height, in c);
        }

        y = default;
        if (!c.Updated(x.Candle))
        {
            return false;
        }

        LadderView<SideVolumes> rows = c.Open(ref s.Rows);
        y = Summary(in s, c.Value(x.Candle).Start, height);
        if (PriceRows.TryRange(rows, out long low, out long high))
        {
            new FootprintRows(rows, low, high, height, in p).Append(ref y, in c);
            rows.Clear();
        }

        s.Flow.Close();
        s.Total = default;
        (s.MaxDelta, s.MinDelta) = (default, default);
        return true;
    }

    private static void Add(ref State s, in BarTrade trade, long height, in Ctx c)
    {
        c.Open(ref s.Rows)[PriceRows.KeyOf(trade.Price, height)].Add(in trade);
        s.Total.Add(in trade);
        QuantitySum delta = s.Total.Delta;
        s.MaxDelta = delta > s.MaxDelta ? delta : s.MaxDelta;
        s.MinDelta = delta < s.MinDelta ? delta : s.MinDelta;
    }

    private static Footprint Summary(in State s, Timestamp barTime, long height) => new()
    {
        BarTime = barTime,
        RowSize = new Price(height),
        Bid = s.Total.Sell,
        Ask = s.Total.Buy,
        Neutral = s.Total.Neutral,
        Delta = s.Total.Delta,
        MaxDelta = s.MaxDelta,
        MinDelta = s.MinDelta,
        Trades = s.Total.Trades,
        PointOfControl = new Price(long.MinValue),
    };
}
