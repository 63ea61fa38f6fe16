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
        RollDaysBefore: 4,
        SeriesKind.BackAdjusted);

    /// <summary>Four trading days before Friday the 20th is Monday the 16th; a stated Sunday means the Monday after it.</summary>
    [Fact]
    public void Rolls_at_the_open_of_a_trading_day()
    {
        Assert.Equal(
            [
                new Roll(Time("2026-03-15T22:00:00Z"), Day("2026-03-16"), "ESH2026", "ESM2026"),
                new Roll(Time("2026-06-14T22:00:00Z"), Day("2026-06-15"), "ESM2026", "ESU2026"),
                new Roll(Time("2026-09-13T22:00:00Z"), Day("2026-09-14"), "ESU2026", "ESZ2026"),
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

    // Closes before the rolls: 100 → 102 (+2, 51/50) and 110 → 107 (−3, 107/110).
    [Theory]
    [InlineData(SeriesKind.Unadjusted, "100", "110", "107")]
    [InlineData(SeriesKind.BackAdjusted, "99", "107", "107")]
    [InlineData(SeriesKind.Ratio, "99.21818182", "107", "107")]
    public void The_last_close_before_a_roll_meets_the_new_contract(SeriesKind kind, string first, string second, string third)
    {
        System.Collections.Immutable.ImmutableArray<Roll> rolls = Quarters.Schedule(Evenings());
        var series = new ContinuousSeries(kind,
            [rolls[0].At(Price.Parse("100"), Price.Parse("102")), rolls[1].At(Price.Parse("110"), Price.Parse("107"))]);
        Assert.Equal(first, series.Adjust(Price.Parse("100"), rolls[0].Instant.AddNanoseconds(-1)).ToString());
        Assert.Equal(second, series.Adjust(Price.Parse("110"), rolls[0].Instant).ToString());
        Assert.Equal(second, series.Adjust(Price.Parse("110"), rolls[1].Instant.AddNanoseconds(-1)).ToString());
        Assert.Equal(third, series.Adjust(Price.Parse("107"), rolls[1].Instant).ToString());
    }

    [Fact]
    public void Differences_may_lead_below_zero_and_ratios_need_prices_above()
    {
        Roll roll = Quarters.Schedule(Evenings())[0];
        PricedRoll steep = roll.At(Price.Parse("10"), Price.Parse("-37.63"));
        Assert.Equal("-42.63", new ContinuousSeries(SeriesKind.BackAdjusted, [steep]).Adjust(Price.Parse("5"), default).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContinuousSeries(SeriesKind.Ratio, [steep]));
    }
}
