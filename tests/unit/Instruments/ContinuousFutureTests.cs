using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Instruments;

public sealed class ContinuousFutureTests
{
    private static readonly ContinuousFuture Quarters = new(
        [
            new FuturesContract("ESH2026", Day("2026-03-20")),
            new FuturesContract("ESM2026", Day("2026-06-19")),
            new FuturesContract("ESU2026", Day("2026-09-18"), Roll: Day("2026-09-13")),
            new FuturesContract("ESZ2026", Day("2026-12-18")),
        ],
        RollRule.Calendar,
        RollDaysBefore: 4,
        SeriesKind.BackAdjusted);

    /// <summary>Four trading days before Friday the 20th is Monday the 16th; a stated Sunday means the Monday after it.</summary>
    [Fact]
    public void Rolls_at_the_open_of_a_trading_day()
    {
        Assert.Equal(
            [
                new ScheduledRoll(Time("2026-03-15T22:00:00Z"), Day("2026-03-16"), "ESH2026", "ESM2026"),
                new ScheduledRoll(Time("2026-06-14T22:00:00Z"), Day("2026-06-15"), "ESM2026", "ESU2026"),
                new ScheduledRoll(Time("2026-09-13T22:00:00Z"), Day("2026-09-14"), "ESU2026", "ESZ2026"),
            ],
            Quarters.Schedule(Evenings()));
    }

    [Fact]
    public void A_roll_on_the_last_day_is_that_day()
    {
        ContinuousFuture late = Quarters with { RollDaysBefore = 0 };
        Assert.Equal(["2026-03-20", "2026-06-19", "2026-09-14"], late.Schedule(Evenings()).Select(roll => roll.Day.ToString()));
    }

    [Fact]
    public void Refuses_rolls_that_cross()
    {
        ContinuousFuture crossed = Quarters with { Contracts = [Quarters.Contracts[1], Quarters.Contracts[0], Quarters.Contracts[2]] };
        Assert.Throws<InvalidOperationException>(() => crossed.Schedule(Evenings()));
    }

    [Fact]
    public void The_calendar_needs_to_know_when_a_contract_ends_but_not_the_last_one()
    {
        ContinuousFuture open = Quarters with { Contracts = [Quarters.Contracts[0], new FuturesContract("ESM2026")] };
        Assert.Single(open.Schedule(Evenings()));
        ContinuousFuture endless = open with { Contracts = [new FuturesContract("ESH2026"), new FuturesContract("ESM2026")] };
        Assert.Equal("ESH2026 has neither an expiry nor a day of its roll", Assert.Throws<InvalidOperationException>(() => endless.Schedule(Evenings())).Message);
    }

    // Closes before the rolls: 100 → 102 (+2, 51/50) and 110 → 107 (−3, 107/110).
    [Theory]
    [InlineData(SeriesKind.Unadjusted, "100 110 107", "100 110 107")]
    [InlineData(SeriesKind.BackAdjusted, "99 107 107", "100 108 108")]
    [InlineData(SeriesKind.Ratio, "99.21818182 107 107", "100 107.84313725 107.84313725")]
    public void The_last_close_before_a_roll_meets_the_new_contract(SeriesKind kind, string ending, string beginning)
    {
        (Price, Price)[] rolls = [(Price.Parse("100"), Price.Parse("102")), (Price.Parse("110"), Price.Parse("107"))];

        // Beginning with what later rolls say, prices end as they are paid; beginning as they are paid, they end otherwise.
        SeriesAdjustment first = rolls.Aggregate(SeriesAdjustment.None(kind), (all, roll) => all.Before(roll.Item1, roll.Item2));
        Assert.Equal(ending, Prices(first));
        Assert.Equal(beginning, Prices(SeriesAdjustment.None(kind)));

        string Prices(SeriesAdjustment opening)
        {
            SeriesAdjustment second = opening.After(rolls[0].Item1, rolls[0].Item2), third = second.After(rolls[1].Item1, rolls[1].Item2);
            return $"{opening.Apply(Price.Parse("100"))} {second.Apply(Price.Parse("110"))} {third.Apply(Price.Parse("107"))}";
        }
    }

    [Fact]
    public void Differences_may_lead_below_zero_and_ratios_need_prices_above()
    {
        SeriesAdjustment steep = SeriesAdjustment.None(SeriesKind.BackAdjusted).After(Price.Parse("-37.63"), Price.Parse("10"));
        Assert.Equal("-42.63", steep.Apply(Price.Parse("5")).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesAdjustment.None(SeriesKind.Ratio).After(Price.Parse("-37.63"), Price.Parse("10")));
    }

    /// <summary>A factor of a hundred rolls has numbers beyond a double; their quotient has not.</summary>
    [Fact]
    public void A_factor_is_a_number_for_any_number_of_rolls()
    {
        SeriesAdjustment all = SeriesAdjustment.None(SeriesKind.Ratio);
        double expected = 1;
        for (int i = 0; i < 100; i++)
        {
            Price from = new(499_999_999_999 - (2 * i)), to = new(500_000_000_003 + (7 * i));
            all = all.After(from, to);
            expected *= (double)from.Raw / to.Raw;
        }

        Assert.Equal(expected, all.Factor.ToDouble(), 1e-12);
    }
}
