using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A market as a record, field by field.</summary>
public struct Known
{
    public Price TickSize;
    public Quantity LotSize, Multiplier;
    public long Day;
    public Timestamp DayOpen, DayClose, SessionOpen, SessionClose, RegularOpen, RegularClose;

    public static Known Of(in Market m) => new()
    {
        TickSize = m.TickSize,
        LotSize = m.LotSize,
        Multiplier = m.Multiplier,
        Day = m.Day,
        DayOpen = m.DayOpen,
        DayClose = m.DayClose,
        SessionOpen = m.SessionOpen,
        SessionClose = m.SessionClose,
        RegularOpen = m.RegularOpen,
        RegularClose = m.RegularClose,
    };

    public readonly Market ToMarket() => new()
    {
        TickSize = TickSize,
        LotSize = LotSize,
        Multiplier = Multiplier,
        Day = Day,
        DayOpen = DayOpen,
        DayClose = DayClose,
        SessionOpen = SessionOpen,
        SessionClose = SessionClose,
        RegularOpen = RegularOpen,
        RegularClose = RegularClose,
    };
}

/// <summary>Says what it knows of its market, at each trade and each bar.</summary>
[Kind("watch", "tests", "says what it knows")]
public readonly struct Watch : INodeKind<None, None, Watch.Inputs, Known>
{
    public struct Inputs
    {
        public In<Tick> Tick;

        [Input("bars", Awaited = false)]
        public In<Candle> Candle;

        public In<Market> Market;
    }

    public static bool Step(in None p, ref None s, in Inputs x, in Ctx c, out Known y)
    {
        y = Known.Of(in c.Value(x.Market));
        return true;
    }
}

/// <summary>The same, from a number.</summary>
[Kind("watch_number", "tests", "says what it knows")]
public readonly struct WatchNumber : INodeKind<None, None, WatchNumber.Inputs, Known>
{
    public struct Inputs
    {
        public In<double> Input;
        public In<Market> Market;
    }

    public static bool Step(in None p, ref None s, in Inputs x, in Ctx c, out Known y)
    {
        y = Known.Of(in c.Value(x.Market));
        return true;
    }
}
