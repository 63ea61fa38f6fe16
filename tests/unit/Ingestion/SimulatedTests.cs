using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>The simulated market: one name, one market; prices that a market could have; regimes that differ.</summary>
public sealed class SimulatedTests
{
    private static List<InputEvent> Read(string name, int count, int batch = 512, SymbolTable? symbols = null)
    {
        using SimulatedInput input = new(SimulatedOptions.Parse(name), symbols ?? new SymbolTable());
        InputEvent[] piece = new InputEvent[batch];
        List<InputEvent> all = [];
        int got;
        while (all.Count < count && (got = input.Read(piece.AsSpan(0, Math.Min(batch, count - all.Count)))) > 0)
        {
            all.AddRange(piece[..got]);
        }

        return all;
    }

    private static (Timestamp, int, EventKind, Price, Quantity, Price) Facts(InputEvent e) =>
        e.Kind == EventKind.Tick ? (e.Time, e.Symbol, e.Kind, e.Tick.Price, e.Tick.Size, e.QuotedTick.Bid) : (e.Time, e.Symbol, e.Kind, e.Quote.Bid, e.Quote.BidSize, e.Quote.Ask);

    [Theory]
    [InlineData("simulated")]
    [InlineData("simulated:seed=7,symbols=NQ+ES,rate=1000")]
    public void The_same_name_is_the_same_market_however_it_is_read(string name) =>
        Assert.Equal(Read(name, 20_000).Select(Facts), Read(SimulatedOptions.Parse(name).ToString(), 20_000, batch: 7).Select(Facts));

    [Fact]
    public void Another_seed_is_another_market_and_other_symbols_beside_it_change_nothing()
    {
        static IEnumerable<(Timestamp, Price)> Trades(IEnumerable<InputEvent> events, int symbol) => events.Where(e => e.Kind == EventKind.Tick && e.Symbol == symbol).Select(e => (e.Time, e.Tick.Price)).Take(500);
        Assert.NotEqual(Trades(Read("simulated:seed=1,symbols=ES", 2000), 0), Trades(Read("simulated:seed=2,symbols=ES", 2000), 0));
        Assert.Equal(Trades(Read("simulated:symbols=ES", 2000), 0), Trades(Read("simulated:symbols=NQ+ES", 4000), 1));
    }

    [Fact]
    public void Time_goes_on_trades_lie_on_ticks_within_the_quote_and_are_numbered_without_a_hole()
    {
        SymbolTable symbols = new();
        List<InputEvent> events = Read("simulated:seed=3", 100_000, symbols: symbols);
        Assert.True(events.Zip(events.Skip(1)).All(p => p.First.Time <= p.Second.Time));
        foreach (IGrouping<int, InputEvent> of in events.Where(e => e.Kind == EventKind.Tick).GroupBy(e => e.Symbol))
        {
            SimulatedListing listing = SimulatedListing.Find(symbols[of.Key].Name)!;
            Assert.Equal(Enumerable.Range(1, of.Count()).Select(i => (long)i), of.Select(e => e.Tick.Sequence));
            Assert.All(of, e =>
            {
                Assert.Equal(0, e.Tick.Price.Raw % listing.Tick.Raw);
                Assert.Equal(0, e.Tick.Size.Raw % listing.Lot.Raw);
                Assert.True(e.Tick.Size.Raw > 0 && e.QuotedTick.Bid < e.QuotedTick.Ask);
                Assert.Equal(e.Tick.Side == AggressorSide.Buy ? e.QuotedTick.Ask : e.QuotedTick.Bid, e.Tick.Price);
            });
        }

        Assert.Equal(SimulatedListing.All.Count, symbols.Count);
    }

    [Fact]
    public void A_year_of_it_stays_in_the_neighbourhood_of_where_it_began()
    {
        List<InputEvent> events = Read("simulated:symbols=ES,rate=0.1", 2_000_000, batch: 8192);
        Assert.True(events[^1].Time - events[0].Time > 200 * Timestamp.NanosecondsPerDay);
        Assert.All(events.Where(e => e.Kind == EventKind.Tick), e => Assert.InRange(e.Tick.Price.ToDouble(), 5200 * 0.2, 5200 * 4.1));
    }

    /// <summary>Were there one mood, the moves of each ten minutes would be alike.</summary>
    [Fact]
    public void Some_stretches_are_much_wilder_than_others()
    {
        List<InputEvent> ticks = [.. Read("simulated:symbols=NQ", 200_000).Where(e => e.Kind == EventKind.Tick)];
        double[] moves = [.. ticks.GroupBy(e => e.Time.Nanoseconds / (600 * Timestamp.NanosecondsPerSecond))
            .Select(g => g.Zip(g.Skip(1)).Average(p => Math.Abs(p.Second.Tick.Price.ToDouble() - p.First.Tick.Price.ToDouble()))).Order()];
        Assert.True(moves[moves.Length * 9 / 10] > 1.8 * moves[moves.Length / 10], $"{moves[moves.Length / 10]} to {moves[moves.Length * 9 / 10]}");
    }

    [Fact]
    public void A_market_with_an_end_ends()
    {
        List<InputEvent> events = Read("simulated:symbols=ES,duration=10m", int.MaxValue);
        Assert.InRange(events[^1].Time - events[0].Time, 590 * Timestamp.NanosecondsPerSecond, 600 * Timestamp.NanosecondsPerSecond);
    }

    [Theory]
    [InlineData("simulated:seed", "'seed': write NAME=VALUE")]
    [InlineData("simulated:seed=-1", "'seed=-1': write a whole number")]
    [InlineData("simulated:seed=1,seed=2", "'seed=2': it is there twice")]
    [InlineData("simulated:symbols=ES+XX", "'symbols=ES+XX': the simulated market has ES, NQ")]
    [InlineData("simulated:symbols=ES+ES", "a symbol is there twice")]
    [InlineData("simulated:rate=0", "above 0")]
    [InlineData("simulated:rate=1e9", "above 0")]
    [InlineData("simulated:start=now", "write a time like")]
    [InlineData("simulated:duration=5", "such as 90s")]
    [InlineData("simulated:duration=99999999d", "such as 90s")]
    [InlineData("simulated:speed=5", "it has seed, symbols, rate, start and duration")]
    public void What_it_is_not_is_told_in_one_line(string name, string said)
    {
        string message = Assert.Throws<IngestionException>(() => SimulatedOptions.Parse(name)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("simulated", true)]
    [InlineData("simulated:seed=2", true)]
    [InlineData("simulated.csv", false)]
    [InlineData("Simulated", false)]
    public void Only_its_own_names_mean_it(string name, bool meant) => Assert.Equal(meant, SimulatedOptions.IsNamed(name));
}
