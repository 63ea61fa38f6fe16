using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>When a running sum begins anew.</summary>
public enum ResetAt
{
    /// <summary>With each trading day.</summary>
    Session,
    Week,
    Never,
}

[Kind(
    "cumulative_delta",
    "volume",
    "What was bought minus what was sold since the beginning of the session, as a candle of its own for each bar.",
    Formula = "CVD += size of each buy, −= size of each sell, by the rules of delta; 0 with the first trade or bar of a new session. "
        + "open = close of the bar before, or 0; high, low = extremes within the bar, trade by trade",
    Source = "common usage in order-flow trading",
    Version = 2)]
public readonly struct CumulativeDeltas : INodeKind<CumulativeDeltas.Parameters, CumulativeDeltas.State, TradeInputs, CumulativeDelta>
{
    public struct Parameters
    {
        [Param("session", "when the sum begins anew: with each trading day, each week, or never")]
        public ResetAt Reset;

        [Param("instrument", SideRules.RuleDoc)]
        public SideRule Rule;

        [Param(0, 86_400_000, 5_000, SideRules.AgeDoc)]
        public long MaxQuoteAge;

        [Param(0, 60_000, 0, SideRules.LagDoc)]
        public long QuoteLag;

        internal readonly SideRules Sides => new(Rule, MaxQuoteAge);
    }

    public struct State
    {
        internal TradeFlow Flow;
        internal QuantitySum Open;
        internal QuantitySum High;
        internal QuantitySum Low;
        internal QuantitySum Value;
        internal long Period;
        internal long HasGap;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Flow = TradeFlow.Over(p.QuoteLag, ref l);

    public static bool Step(in Parameters p, ref State s, in TradeInputs x, in Ctx c, out CumulativeDelta y)
    {
        Begin(ref s, PeriodOf(p.Reset, in c.Value(x.Market)));
        for (int part = 0; s.Flow.Next(ref part, in x, in c, p.Sides, out BarTrade trade);)
        {
            Add(ref s, in trade);
        }

        y = default;
        if (!c.Updated(x.Candle))
        {
            return false;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        if ((candle.Flags & CandleFlags.Incomplete) != CandleFlags.None)
        {
            s.HasGap = 1;
        }

        y = new CumulativeDelta
        {
            BarTime = candle.Start,
            Open = s.Open,
            High = s.High,
            Low = s.Low,
            Close = s.Value,
            Flags = s.HasGap != 0 ? DeltaFlags.Gap : DeltaFlags.None,
        };
        s.Flow.Close();
        s.Open = s.High = s.Low = s.Value;
        return true;
    }

    /// <summary>A number that changes when a sum is to begin anew.</summary>
    private static long PeriodOf(ResetAt reset, in Market market) => reset switch
    {
        ResetAt.Session => market.Day,
        ResetAt.Week => market.Week,
        _ => 0,
    };

    private static void Begin(ref State s, long period)
    {
        if (period != s.Period)
        {
            s.Open = s.High = s.Low = s.Value = default;
            (s.Period, s.HasGap) = (period, 0);
        }
    }

    private static void Add(ref State s, in BarTrade trade)
    {
        if (trade.Side == AggressorSide.Buy)
        {
            s.Value += trade.Size;
            s.High = s.Value > s.High ? s.Value : s.High;
        }
        else if (trade.Side == AggressorSide.Sell)
        {
            s.Value -= trade.Size;
            s.Low = s.Value < s.Low ? s.Value : s.Low;
        }
    }
}
