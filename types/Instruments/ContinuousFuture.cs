using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>How the prices of earlier contracts appear in a continuous series.</summary>
public enum SeriesKind
{
    /// <summary>As they were.</summary>
    Unadjusted,

    /// <summary>Moved by the sum of the differences at all later rolls; may become negative.</summary>
    BackAdjusted,

    /// <summary>Multiplied by the ratios at all later rolls.</summary>
    Ratio,
}

/// <summary>A futures contract.</summary>
/// <param name="Id">Its instrument.</param>
/// <param name="Expiry">Its last trading day.</param>
/// <param name="Roll">The day from which the next contract counts; null where the rule says it.</param>
public sealed record FuturesContract(string Id, TradingDay Expiry, TradingDay? Roll = null);

/// <summary>A series of contracts that is traded as one.</summary>
/// <param name="Contracts">In ascending order of expiry.</param>
/// <param name="RollDaysBefore">The next contract counts from this many trading days before the expiry; 0: from the last day itself.</param>
/// <param name="Series">How earlier prices appear.</param>
public sealed record ContinuousFuture(ImmutableArray<FuturesContract> Contracts, int RollDaysBefore, SeriesKind Series)
{
    /// <summary>The rolls, each at the open of its trading day, in ascending order.</summary>
    /// <exception cref="InvalidOperationException">The contracts or their rolls are not in ascending order.</exception>
    public ImmutableArray<Roll> Schedule(TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ImmutableArray<Roll>.Builder rolls = ImmutableArray.CreateBuilder<Roll>();
        for (int i = 0; i + 1 < Contracts.Length; i++)
        {
            (FuturesContract from, FuturesContract to) = (Contracts[i], Contracts[i + 1]);
            TradingDay day = from.Roll is { } stated ? calendar.OnOrAfter(stated) : calendar.DaysBefore(from.Expiry, RollDaysBefore);
            bool ordered = from.Expiry < to.Expiry && (rolls.Count == 0 || rolls[^1].Day < day);
            if (!ordered) throw new InvalidOperationException($"the roll from {from.Id} to {to.Id} on {day} is not after the one before it");
            rolls.Add(new Roll(calendar.DayBounds(day).Start, day, from.Id, to.Id));
        }

        return rolls.DrainToImmutable();
    }
}

/// <summary>The change from one contract to the next.</summary>
/// <param name="Instant">The first moment at which the new contract counts: an open.</param>
/// <param name="Day">The trading day that opens then.</param>
/// <param name="From">The contract that counted before.</param>
/// <param name="To">The contract that counts from then on.</param>
public sealed record Roll(Timestamp Instant, TradingDay Day, string From, string To)
{
    /// <summary>Adds the closes of both contracts on the trading day before the roll.</summary>
    public PricedRoll At(Price fromClose, Price toClose) => new(this, fromClose, toClose);
}

/// <summary>A roll and the last closes of both contracts before it.</summary>
public sealed record PricedRoll(Roll Roll, Price FromClose, Price ToClose)
{
    /// <summary>What earlier prices are moved by.</summary>
    public Price Difference => ToClose - FromClose;

    /// <summary>What earlier prices are multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A close is not above zero, so that there is no ratio.</exception>
    public Ratio Ratio => Ratio.Of(ToClose.Raw, FromClose.Raw);
}
