using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A highest or lowest price and its bar.</summary>
internal struct Extreme
{
    public Price Price;
    public long Index;
    public Timestamp Time;
}

/// <summary>What some bars in a row make together.</summary>
internal struct Extent
{
    public Extreme High;
    public Extreme Low;
    public Price Open;
    public Price Close;
    public long Bars;

    public void Add(in Candle bar, long index)
    {
        if (Bars == 0)
        {
            Open = bar.Open;
        }

        if (Bars == 0 || bar.High > High.Price)
        {
            High = new Extreme { Price = bar.High, Index = index, Time = bar.Start };
        }

        if (Bars == 0 || bar.Low < Low.Price)
        {
            Low = new Extreme { Price = bar.Low, Index = index, Time = bar.Start };
        }

        Close = bar.Close;
        Bars++;
    }
}

/// <summary>What a bar has completed.</summary>
[Flags]
internal enum Completed
{
    None = 0,
    Day = 1,
    Week = 2,
    Opening = 4,
}

/// <summary>
/// The ranges of trading days, of weeks, and of the time after the opening, for <c>session_levels</c> and
/// <c>liquidity_levels</c>. A bar belongs to the day in which it begins.
/// </summary>
internal struct SessionRanges
{
    public Extent PreviousDay;
    public Extent PreviousWeek;

    /// <summary>The range after the opening, complete where <see cref="IsOpened"/>.</summary>
    public Extent Opening;

    private Extent day;
    private Extent week;
    private long dayNumber;
    private long weekNumber;
    private long opened;

    /// <summary>Whether the range after the opening of this day is complete.</summary>
    public readonly bool IsOpened => opened != 0;

    /// <summary>Begins the day and the week of the next bar.</summary>
    /// <returns>What is known by its beginning to be over.</returns>
    public Completed Enter(in Candle bar, in Market market, long opening)
    {
        Completed completed = Completed.None;
        if (market.Day != dayNumber)
        {
            completed |= EndDay();
            dayNumber = market.Day;
            Opening = default;
            opened = 0;
        }

        if (market.Week != weekNumber)
        {
            if (week.Bars > 0)
            {
                PreviousWeek = week;
                completed |= Completed.Week;
            }

            weekNumber = market.Week;
            week = default;
        }

        return bar.Start >= OpeningEnd(in market, opening) ? completed | EndOpening() : completed;
    }

    /// <summary>Takes the bar.</summary>
    /// <returns>What it completes.</returns>
    public Completed Add(in Candle bar, long index, in Market market, long opening)
    {
        Timestamp end = OpeningEnd(in market, opening);
        if (opened == 0 && bar.Start >= OpeningStart(in market) && bar.Start < end)
        {
            Opening.Add(in bar, index);
        }

        day.Add(in bar, index);
        week.Add(in bar, index);
        return (bar.CloseTime >= end ? EndOpening() : Completed.None) | (bar.CloseTime >= market.DayClose ? EndDay() : Completed.None);
    }

    /// <summary>The opening of the regular hours, where the session has them.</summary>
    private static Timestamp OpeningStart(in Market market) => market.RegularClose > market.RegularOpen ? market.RegularOpen : market.SessionOpen;

    private static Timestamp OpeningEnd(in Market market, long opening) => OpeningStart(in market).AddNanoseconds(opening);

    private Completed EndDay()
    {
        if (day.Bars == 0)
        {
            return Completed.None;
        }

        PreviousDay = day;
        day = default;
        return Completed.Day;
    }

    private Completed EndOpening()
    {
        if (opened != 0 || Opening.Bars == 0)
        {
            return Completed.None;
        }

        opened = 1;
        return Completed.Opening;
    }
}
