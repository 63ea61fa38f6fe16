using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Which trades a profile holds.</summary>
public enum ProfileScope
{
    /// <summary>Those of the trading day.</summary>
    Session,
    Week,

    /// <summary>Those of a stretch of time that the parameters name.</summary>
    Fixed,

    /// <summary>Those of the newest bars.</summary>
    Rolling,
}

[Kind(
    "volume_profile",
    "volume",
    "Where volume has traded in the session, a stretch of time or the newest bars: point of control, value area, nodes. Given at each close of a bar.",
    Formula = "row = floor(price / (tick_size·row_ticks)), its price is its lower edge; each trade adds its size to its row, a trade that a volume bar cuts "
        + "with its part; so many rows are joined that max_rows are enough. Point of control: the largest volume, of equal ones the nearest to the "
        + "middle of the range, then the lower. Value area of value_area_percent: two_rows adds the larger pair of rows until it is reached, of equal "
        + "pairs the one nearer to the point of control, then up; single_row the larger neighbour until it is exceeded, of equal ones up. "
        + "Nodes: inner extremes of the mean over 3 rows that are at least 1.25 or at most 0.75 of the mean row. Nothing is given before the first volume",
    Source = "J. P. Steidlmayer, Market Profile; CBOT's rule of two rows",
    Version = 3)]
public readonly struct VolumeProfiles : INodeKind<VolumeProfiles.Parameters, VolumeProfiles.State, TradeInputs, VolumeProfile>
{
    /// <summary>Pages of 64 neighbouring rows that one profile may touch: 1 048 576 rows. Beyond it the node fails by name.</summary>
    public const int MaxPages = 16_384;

    public struct Parameters
    {
        [Param("session", "which trades it holds: those of the trading day, of the week, from..until, or of the newest bars")]
        public ProfileScope Scope;

        [Param(1, 1_000, 20, "number of bars, where scope is rolling")]
        public int Period;

        [Param(0, 9_000_000_000, 0, "where scope is fixed: the first second, since 1970-01-01 UTC; 0: from the first trade")]
        public long From;

        [Param(0, 9_000_000_000, 0, "where scope is fixed: the second that ends it; 0: never")]
        public long Until;

        [Param("0", "1000000", "0", "size of a tick in units of the price; 0: that of the instrument, or 0.01")]
        public Price TickSize;

        [Param(1, 100_000, 1, "height of a row in ticks")]
        public long RowTicks;

        [Param(2, VolumeProfile.MaxRows, 400, "rows are joined so that no more are needed")]
        public int MaxRows;

        [Param(1, 100, 70, "part of the volume that makes the value area, in percent")]
        public int ValueAreaPercent;

        [Param("two_rows", "how the value area grows")]
        public ValueAreaMethod ValueArea;

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
        internal RollingRows Rolling;
        internal Window<SideVolumes> Joined;
        internal long Period;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Flow = TradeFlow.Over(p.QuoteLag, ref l);
        s.Rows = l.Ladder<SideVolumes>(MaxPages, pagesPerStep: 2);
        s.Joined = l.Window<SideVolumes>(p.MaxRows);
        if (p.Scope == ProfileScope.Rolling)
        {
            s.Rolling = RollingRows.Over(p.Period, ref l);
        }
    }

    public static string? Validate(in Parameters p) =>
        p.Until != 0 && p.Until <= p.From ? $"until {p.Until} is not after from {p.From}; exchange them or leave one at 0" : null;

    public static bool Step(in Parameters p, ref State s, in TradeInputs x, in Ctx c, out VolumeProfile y)
    {
        y = default;
        ref readonly Market market = ref c.Value(x.Market);
        long height = PriceRows.Height(in market, p.TickSize, p.RowTicks);
        long period = p.Scope switch { ProfileScope.Session => market.Day, ProfileScope.Week => market.Week, _ => 0 };
        LadderView<SideVolumes> rows = c.Open(ref s.Rows);
        if (period != s.Period)
        {
            rows.Clear();
            s.Period = period;
        }

        for (int part = 0; s.Flow.Next(ref part, in x, in c, p.Sides, out BarTrade trade);)
        {
            if (p.Scope != ProfileScope.Fixed || IsIn(in p, c.Time))
            {
                long key = PriceRows.KeyOf(trade.Price, height);
                rows[key].Add(in trade);
                s.Rolling.Add(key, in trade, in c);
            }
        }

        if (!c.Updated(x.Candle))
        {
            return false;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        s.Flow.Close();
        s.Rolling.CloseBar(rows, in c);
        if (!PriceRows.TryRange(rows, out long low, out long high))
        {
            return false;
        }

        ProfileShape shape = new(rows, low, high, c.Span(in s.Joined));
        y = shape.Describe(height, p.ValueAreaPercent, p.ValueArea, in c);
        y.BarTime = candle.Start;
        y.State = IsOver(in p, in market, candle.CloseTime) ? ProfileState.Final : ProfileState.Developing;
        return true;
    }

    private static bool IsIn(in Parameters p, Timestamp time) =>
        time.Nanoseconds >= p.From * Timestamp.NanosecondsPerSecond && (p.Until == 0 || time.Nanoseconds < p.Until * Timestamp.NanosecondsPerSecond);

    private static bool IsOver(in Parameters p, in Market market, Timestamp end) => p.Scope switch
    {
        ProfileScope.Session => end >= market.DayClose,
        ProfileScope.Fixed => p.Until != 0 && end.Nanoseconds >= p.Until * Timestamp.NanosecondsPerSecond,
        _ => false,
    };
}
