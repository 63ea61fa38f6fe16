using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>What tells the aggressors of a symbol's trades where candles say them: the rules of the kinds of order flow, with the instrument's choice and their defaults.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SymbolFlow
{
    /// <summary>A quote that is older tells nothing.</summary>
    private const long MaxQuoteAge = 5 * Timestamp.NanosecondsPerSecond;

    private AggressorFinder finder;
    private Timestamp quoted;
    private Timestamp sessionOpen;
    private Timestamp sessionClose;
    private long began;

    /// <summary>The newest quote.</summary>
    public Quote Quote;

    /// <summary>The aggressor of the newest trade.</summary>
    public AggressorSide Side;

    public void Take(in Quote newest, Timestamp time) => (Quote, quoted) = (newest, time);

    /// <summary>Finds the aggressor of a trade.</summary>
    public void Take(in Tick tick, Timestamp time, Instrument instrument, ref int hint)
    {
        if (began == 0 || time >= sessionClose)
        {
            TradingSession session = instrument.Sessions.NextOrCurrent(time, ref hint);
            (sessionOpen, sessionClose, began) = (session.Open, session.Close, 1);
        }

        bool isYoung = (ulong)(time.Nanoseconds - quoted.Nanoseconds) <= MaxQuoteAge;
        Quote standing = isYoung ? Quote : default;
        (Side, _) = finder.Find(in tick, in standing, sessionOpen, instrument.Aggressor);
    }
}
