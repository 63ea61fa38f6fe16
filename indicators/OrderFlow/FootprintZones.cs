using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>What a footprint leaves behind.</summary>
public enum ZoneKind : long
{
    /// <summary>Stacked imbalances.</summary>
    Stacked,

    /// <summary>An extreme at which both sides traded.</summary>
    Unfinished,
}

/// <summary>What has become of it.</summary>
public enum ZoneState : long
{
    Open,

    /// <summary>A bar has closed beyond a stacked zone.</summary>
    Broken,

    /// <summary>A bar has traded beyond an unfinished extreme.</summary>
    Resolved,

    /// <summary>It was too old, or one of too many.</summary>
    Expired,
}

/// <summary>A zone that footprints leave behind, followed until price goes through it.</summary>
public struct FootprintZone
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("stacked imbalances, or an unfinished auction")]
    public ZoneKind Kind;

    [Field("up: stacked buying, or an unfinished high; down: stacked selling, or an unfinished low")]
    public Direction Direction;

    [Field("what has become of it")]
    public ZoneState State;

    [Field("lower edge of its lowest row")]
    public Price PriceLow;

    [Field("lower edge of its highest row")]
    public Price PriceHigh;

    [Field("number of its bar, counted from 0", Unit = "bars")]
    public long OriginIndex;

    [Field("start of its bar")]
    public Timestamp OriginTime;

    [Field("end of its bar, when it became known")]
    public Timestamp ConfirmedTime;

    [Field("end of the bar that brought the state")]
    public Timestamp StateTime;
}

[Kind(
    "footprint_zones",
    "volume",
    "Stacked imbalances and unfinished auctions of footprints, followed until price has gone through them.",
    Formula = "Each stack of the footprint is a zone from its lowest to its highest row, each extreme at which both sides traded a zone of one row. "
        + "Later bars: a stack of buying is broken at the first C below its lowest row, of selling at the first C above its highest row; an unfinished high is resolved "
        + "at the first H above its row, a low at the first L below it. expired: at the first bar after max_age, and the oldest when there are more than max_active. "
        + "In one bar the zones told before come first, oldest first, then stacks from the lowest price up, then an unfinished high, then a low",
    Source = "stacked imbalances and unfinished auctions as in common footprint charts",
    ComparedWith = "a worked example, bar by bar")]
public readonly struct FootprintZones : IEventKind<FootprintZones.Parameters, FootprintZones.State, FootprintZones.Inputs, FootprintZone>
{
    public struct Parameters
    {
        [Param(1, 1_000_000, 500, "bars after which a zone expires")]
        public long MaxAge;

        [Param(1, 10_000, 200, "zones followed at a time")]
        public long MaxActive;
    }

    public struct Inputs
    {
        [Input("the bars that go through zones", Awaited = false)]
        public In<Candle> Candle;

        [Input("the footprints; without it those of the same bars, with their defaults and without quotes", Awaited = false, Default = "footprint")]
        public In<Footprint> Footprint;
    }

    public struct State
    {
        internal BoundedList<FollowedZone> Zones;
        internal long Count;
        internal long Objects;
    }

    /// <summary>A zone and the height of its rows.</summary>
    internal struct FollowedZone
    {
        public FootprintZone Told;
        public Price RowSize;

        /// <summary>What a bar makes of it; open where nothing.</summary>
        public readonly ZoneState After(in Candle candle)
        {
            bool isStack = Told.Kind == ZoneKind.Stacked;
            bool upwards = isStack == (Told.Direction == Direction.Down);
            Price price = isStack ? candle.Close : upwards ? candle.High : candle.Low;
            bool isBeyond = upwards ? price.Raw - Told.PriceHigh.Raw >= RowSize.Raw : price < Told.PriceLow;
            return !isBeyond ? ZoneState.Open : isStack ? ZoneState.Broken : ZoneState.Resolved;
        }
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Zones = l.List<FollowedZone>((int)p.MaxActive);

    public static void Step(in Parameters p, ref State s, in Inputs x, in Ctx c, ref Emitter<FootprintZone> e)
    {
        if (!c.Updated(x.Candle))
        {
            return;
        }

        ref readonly Candle candle = ref c.Value(x.Candle);
        long index = s.Count++;
        BoundedListView<FollowedZone> zones = c.Open(ref s.Zones);
        for (int i = 0; i < zones.Count;)
        {
            ref FollowedZone zone = ref zones[i];
            ZoneState state = index - zone.Told.OriginIndex > p.MaxAge ? ZoneState.Expired : zone.After(in candle);
            if (state == ZoneState.Open)
            {
                i++;
                continue;
            }

            Tell(ref zone.Told, state, candle.CloseTime, ref e);
            zones.RemoveAt(i);
        }

        if (!c.Updated(x.Footprint))
        {
            return;
        }

        ref readonly Footprint footprint = ref c.Value(x.Footprint);
        foreach (ref readonly StackedImbalance stack in c.Items(x.Footprint, footprint.Stacked))
        {
            Add(ZoneKind.Stacked, stack.Side == TradeDirection.Buy ? Direction.Up : Direction.Down, stack.Low, stack.High, in candle, in footprint, zones, ref s, ref e);
        }

        ReadOnlySpan<FootprintRow> rows = c.Items(x.Footprint, footprint.Rows);
        if ((footprint.Unfinished & AuctionFlags.High) != AuctionFlags.None)
        {
            Add(ZoneKind.Unfinished, Direction.Up, rows[^1].Price, rows[^1].Price, in candle, in footprint, zones, ref s, ref e);
        }

        if ((footprint.Unfinished & AuctionFlags.Low) != AuctionFlags.None)
        {
            Add(ZoneKind.Unfinished, Direction.Down, rows[0].Price, rows[0].Price, in candle, in footprint, zones, ref s, ref e);
        }
    }

    private static void Add(
        ZoneKind kind, Direction direction, Price low, Price high, in Candle candle, in Footprint footprint, scoped BoundedListView<FollowedZone> zones, ref State s, ref Emitter<FootprintZone> e)
    {
        FollowedZone zone = new()
        {
            RowSize = footprint.RowSize,
            Told = new FootprintZone
            {
                ObjectId = ++s.Objects,
                Kind = kind,
                Direction = direction,
                PriceLow = low,
                PriceHigh = high,
                OriginIndex = s.Count - 1,
                OriginTime = candle.Start,
                ConfirmedTime = candle.CloseTime,
                StateTime = candle.CloseTime,
            },
        };
        if (zones.Add(in zone, out FollowedZone oldest))
        {
            Tell(ref oldest.Told, ZoneState.Expired, candle.CloseTime, ref e);
        }

        e.Emit(in zone.Told);
    }

    private static void Tell(ref FootprintZone zone, ZoneState state, Timestamp time, ref Emitter<FootprintZone> e)
    {
        (zone.State, zone.StateTime) = (state, time);
        e.Emit(in zone);
    }
}
