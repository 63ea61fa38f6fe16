namespace Pawl.Types;

/// <summary>
/// A stretch of time without pause in which an instrument trades: <c>[Open, Close)</c>. A trading day has one or, with a
/// break at noon or a halt, several of them. Where there are no regular hours in it, both of their ends are equal.
/// </summary>
/// <param name="Open">The first moment of trading, extended hours included.</param>
/// <param name="Close">The first moment after it.</param>
/// <param name="RegularOpen">The first moment of the regular hours; not before <paramref name="Open"/>.</param>
/// <param name="RegularClose">The first moment after them; not after <paramref name="Close"/>.</param>
/// <param name="Day">The trading day that it belongs to.</param>
public readonly record struct TradingSession(
    Timestamp Open, Timestamp Close, Timestamp RegularOpen, Timestamp RegularClose, TradingDay Day)
{
    public bool HasRegularHours => RegularOpen < RegularClose;

    public bool Contains(Timestamp time) => time >= Open && time < Close;

    /// <summary>Whether a moment lies in the regular hours of this stretch.</summary>
    public bool IsRegular(Timestamp time) => time >= RegularOpen && time < RegularClose;

    /// <summary>
    /// The bar that holds a moment of this stretch where bars are counted from the open in elapsed time, so that a change
    /// of the clocks makes none longer or shorter; the last one is cut at the close.
    /// </summary>
    /// <param name="time">A moment that the stretch contains.</param>
    /// <param name="length">Nanoseconds of a bar, above 0.</param>
    public (Timestamp Start, Timestamp End) BarAt(Timestamp time, long length)
    {
        ulong inBar = (ulong)(time.Nanoseconds - Open.Nanoseconds) % (ulong)length;
        long start = time.Nanoseconds - (long)inBar;
        // Unsigned, because the stretch may be longer than the bar and the bar longer than what is left of time.
        bool cut = (ulong)(Close.Nanoseconds - start) < (ulong)length;
        return (new Timestamp(start), cut ? Close : new Timestamp(start + length));
    }
}
