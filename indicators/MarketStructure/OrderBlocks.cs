using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Which part of its bar a block is.</summary>
public enum BlockZone
{
    Wick,
    Body,
}

/// <summary>When the orders of a block count as filled.</summary>
public enum BlockMitigation
{
    Midpoint,
    Touch,
    Close,
}

[Kind(
    "order_blocks",
    "structure",
    "The bars from which breaks of structure began, and what happens when price comes back to them.",
    Formula = "A break up at bar t of the swing at p: m is the lowest of the bars after p and before t, of equal ones the last. "
        + "The block is the last of the bars up to m + 1 that closed below its open and is lower than 2·ATR14 of its time, else m. "
        + "It needs C[t] − L[m] ≥ displacement·ATR14[t] and, with gap, bars k ≥ m + 2 up to t with L[k] > H[k−2] < C[k−1]. "
        + "strength = 0.6·min(1, (C[t] − L[m])/(3·ATR14[t])) + 0.4 where there is such a gap. "
        + "Later bars: tested at the first L ≤ the top; mitigated at L ≤ the middle (touch: L ≤ the top, close: C ≤ the top); broken at C below the bottom (with broken_by wick: L), "
        + "at once breaker in the other direction; the breaker is invalidated by a C above the top. A bar tells all that it reaches, in this order. Down is mirrored. "
        + "expired: at the first bar after max_age, and the oldest when there are more than max_active. In one bar the blocks told before come first, oldest first, then the new ones",
    Source = "order blocks of the ICT school, anchored at breaks of confirmed swings",
    ComparedWith = "a worked example and a search over whole series")]
public readonly struct OrderBlocks : IEventKind<OrderBlocks.Parameters, OrderBlocks.State, OrderBlocks.Inputs, OrderBlock>
{
    private const int AtrPeriod = 14;

    public struct Parameters
    {
        [Param("wick", "whether a block is the range of its bar or only its body")]
        public BlockZone Zone;

        [Param("midpoint", "what mitigates a block")]
        public BlockMitigation Mitigation;

        [Param("close", "what must leave the far side to break a block")]
        public BreakMode BrokenBy;

        [Param("off", "whether there must be a gap on the way to the break")]
        public Switch Gap;

        [Param(0, 100, 1, "how far the break must lie from the extreme before it, as a part of the average true range")]
        public double Displacement;

        [Param(1, 1_000_000, 5_000, "bars after which a block expires")]
        public long MaxAge;

        [Param(1, 1_000, 100, "blocks followed at a time")]
        public int MaxActive;

        [Param(10, 10_000, 500, "bars before a break among which its block is looked for")]
        public int Lookback;
    }

    public struct Inputs
    {
        [Input("the bars that become blocks", Awaited = false)]
        public In<Candle> Candle;

        [Input("the breaks that make blocks; without it break_of_structure of the same bars", Awaited = false, Default = "break_of_structure")]
        public InEvents<BreakOfStructure> Breaks;
    }

    public struct State
    {
        internal AverageTrueRange Range;
        internal Ring<RatedBar> Bars;
        internal BoundedList<LiveBlock> Blocks;
        internal long Count;
        internal long Objects;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Range = AverageTrueRange.Over(AtrPeriod);
        s.Bars = l.Ring<RatedBar>(p.Lookback + 1);
        s.Blocks = l.List<LiveBlock>(p.MaxActive);
    }

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<OrderBlock> e)
    {
        RingView<RatedBar> bars = c.Open(ref s.Bars);
        BoundedListView<LiveBlock> blocks = c.Open(ref s.Blocks);
        if (c.Updated(x.Candle))
        {
            ref readonly Candle candle = ref c.Value(x.Candle);
            bars.Push(new RatedBar { Bar = candle, Range = s.Range.Add(in candle) ? s.Range.Value : double.NaN });
            Follow(blocks, in candle, s.Count++, in p, ref e);
        }

        foreach (ref readonly BreakOfStructure cause in c.Events(x.Breaks))
        {
            if (!BlockSearch.Find(bars, in cause, in p, out OrderBlock block))
            {
                continue;
            }

            block.ObjectId = ++s.Objects;
            block.OriginIndex += s.Count - 1;
            block.ConfirmedIndex = s.Count - 1;
            if (blocks.Add(new LiveBlock { Told = block }, out LiveBlock oldest))
            {
                oldest.Tell(OrderBlockState.Expired, block.StateTime, ref e);
            }

            e.Emit(in block);
        }
    }

    private static void Follow(scoped BoundedListView<LiveBlock> blocks, in Candle candle, long index, in Parameters p, ref Emitter<OrderBlock> e)
    {
        int i = 0;
        while (i < blocks.Count)
        {
            ref LiveBlock block = ref blocks[i];
            bool isOver = index - block.Told.ConfirmedIndex > p.MaxAge;
            if (isOver)
            {
                block.Tell(OrderBlockState.Expired, candle.CloseTime, ref e);
            }
            else
            {
                isOver = block.Follow(in candle, in p, ref e);
            }

            if (isOver)
            {
                blocks.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }
}
