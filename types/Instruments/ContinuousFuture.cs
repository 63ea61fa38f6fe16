using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>What makes a continuous future change from one contract to the next.</summary>
public enum RollRule
{
    /// <summary>The calendar: a stated day, or some trading days before the expiry.</summary>
    Calendar,

    /// <summary>The volume: a later contract had more of it on a trading day; at the latest the end of the contract.</summary>
    Volume,
}

/// <summary>How the prices of the contracts appear in a continuous series.</summary>
public enum SeriesKind
{
    /// <summary>As they were paid: a roll makes a step.</summary>
    Unadjusted,

    /// <summary>Moved by the differences at the rolls; may become negative.</summary>
    BackAdjusted,

    /// <summary>Multiplied by the ratios at the rolls.</summary>
    Ratio,
}

/// <summary>A futures contract.</summary>
/// <param name="Id">Its symbol.</param>
/// <param name="Expiry">Its last trading day; null where it is not known.</param>
/// <param name="Roll">The day from which the next contract counts; null where the rule says it.</param>
public sealed record FuturesContract(string Id, TradingDay? Expiry = null, TradingDay? Roll = null);

/// <summary>A series of contracts that is traded as one.</summary>
/// <param name="Contracts">In ascending order of expiry.</param>
/// <param name="Rule">What makes it change to the next contract.</param>
/// <param name="RollDaysBefore">By the calendar, the next contract counts from this many trading days before the expiry; 0: from the last day itself.</param>
/// <param name="Series">How prices appear.</param>
public sealed record ContinuousFuture(ImmutableArray<FuturesContract> Contracts, RollRule Rule, int RollDaysBefore, SeriesKind Series)
{
    /// <summary>The rolls by the calendar, each at the open of its trading day, in ascending order.</summary>
    /// <exception cref="InvalidOperationException">The contracts or their rolls are not in ascending order, or nobody says when one of them ends.</exception>
    public ImmutableArray<ScheduledRoll> Schedule(TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ImmutableArray<ScheduledRoll>.Builder rolls = ImmutableArray.CreateBuilder<ScheduledRoll>();
        for (int i = 0; i + 1 < Contracts.Length; i++)
        {
            (FuturesContract from, FuturesContract to) = (Contracts[i], Contracts[i + 1]);
            TradingDay day = from.Roll is { } stated ? calendar.OnOrAfter(stated)
                : from.Expiry is { } expiry ? calendar.DaysBefore(expiry, RollDaysBefore)
                : throw new InvalidOperationException($"{from.Id} has neither an expiry nor a day of its roll");
            bool ordered = (from.Expiry is null || to.Expiry is null || from.Expiry < to.Expiry) && (rolls.Count == 0 || rolls[^1].Day < day);
            if (!ordered) throw new InvalidOperationException($"the roll from {from.Id} to {to.Id} on {day} is not after the one before it");
            rolls.Add(new ScheduledRoll(calendar.DayBounds(day).Start, day, from.Id, to.Id));
        }

        return rolls.DrainToImmutable();
    }
}

/// <summary>A change from one contract to the next that the calendar says.</summary>
/// <param name="Instant">The first moment at which the new contract counts: an open.</param>
/// <param name="Day">The trading day that opens then.</param>
/// <param name="From">The contract that counted before.</param>
/// <param name="To">The contract that counts from then on.</param>
public sealed record ScheduledRoll(Timestamp Instant, TradingDay Day, string From, string To);
