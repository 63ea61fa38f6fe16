using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>
/// What a kind may know of the instrument that it looks at and of the session it is in. A kind asks for it with a last
/// field <c>In&lt;Market&gt;</c> among its inputs, which no pipeline wires and which wakes nobody:
/// <c>c.Value(x.Market)</c>. It is that of the symbol of the node's first input.
/// </summary>
/// <remarks>
/// The session is that of the newest tick or quote, or of the beginning of a bar that closes, so that the last bar of a
/// session still belongs to it. While the market is closed it is the next one to open; it never goes back. Without an
/// instrument, sessions are the days of UTC.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct Market
{
    /// <summary>What the height of a tick is taken for where neither the node nor the instrument says.</summary>
    private const long UsualTick = Price.Scale / 100;

    /// <summary>The smallest step of the price; zero where it is not known.</summary>
    public Price TickSize;

    /// <summary>The smallest step of the quantity; zero where it is not known.</summary>
    public Quantity LotSize;

    /// <summary>Units of currency that one unit of price is worth for a quantity of 1.</summary>
    public Quantity Multiplier;

    private long aggressor;

    /// <summary>The date of the trading day, in days since 1970-01-01; it rises, and changes with the first cycle of a new trading day.</summary>
    public long Day;

    /// <summary>The first moment of the trading day, and the first after it.</summary>
    public Timestamp DayOpen, DayClose;

    /// <summary>The first moment of the session, and the first after it; a trading day with a break has several sessions.</summary>
    public Timestamp SessionOpen, SessionClose;

    /// <summary>The first moment of the regular hours of the session, and the first after them; equal where it has none.</summary>
    public Timestamp RegularOpen, RegularClose;

    /// <summary>How the aggressor of a trade is found where the venue does not say.</summary>
    public AggressorRule Aggressor
    {
        readonly get => (AggressorRule)aggressor;
        set => aggressor = (long)value;
    }

    /// <summary>The date of the Monday of the trading day's week, in days since 1970-01-01.</summary>
    public readonly long Week => new TradingDay((int)Day).Monday.Number;

    /// <summary>The date of the first of the trading day's month, in days since 1970-01-01.</summary>
    public readonly long Month => new TradingDay((int)Day).FirstOfMonth.Number;

    /// <summary>The height of a tick: the one that a node's parameters choose, else the instrument's, else 0.01.</summary>
    /// <param name="chosen">The node's; zero where it leaves the choice to the instrument.</param>
    public readonly Price TickOr(Price chosen) => chosen.Raw != 0 ? chosen : TickSize.Raw != 0 ? TickSize : new Price(UsualTick);

    /// <summary>What is known of an instrument at a moment.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="time">The moment.</param>
    /// <param name="hint">The calendar's, see <see cref="TradingCalendar.TryFind"/>.</param>
    public static Market Of(Instrument instrument, Timestamp time, ref int hint)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        TradingSession session = instrument.Sessions.NextOrCurrent(time, ref hint);
        if (!instrument.Sessions.TryBounds(session.Day, session.Day, out Timestamp open, out Timestamp close))
        {
            (open, close) = (session.Open, session.Close);
        }

        return new Market
        {
            TickSize = instrument.TickSize,
            LotSize = instrument.LotSize,
            Multiplier = instrument.Multiplier,
            Aggressor = instrument.Aggressor,
            Day = session.Day.Number,
            DayOpen = open,
            DayClose = close,
            SessionOpen = session.Open,
            SessionClose = session.Close,
            RegularOpen = session.RegularOpen,
            RegularClose = session.RegularClose,
        };
    }
}
