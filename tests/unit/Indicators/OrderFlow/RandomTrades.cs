using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Random trades in random bars.</summary>
internal static class RandomTrades
{
    /// <param name="knownSides">How many of ten trades have the venue's side.</param>
    public static IReadOnlyList<Tick[]> Bars(int seed, int count, long level, long step, int knownSides)
    {
        Random random = new(seed);
        long price = level;
        List<Tick[]> bars = [];
        for (int i = 0; i < count; i++)
        {
            Tick[] ticks = new Tick[random.Next(1, 30)];
            foreach (ref Tick tick in ticks.AsSpan())
            {
                price += random.Next(-3, 4) * step;
                tick = new Tick
                {
                    Price = new Price(price),
                    Size = new Quantity(1 + random.NextInt64(5 * Quantity.Scale)),
                    Side = random.Next(10) < knownSides ? (AggressorSide)random.Next(1, 3) : AggressorSide.Unknown,
                };
            }

            bars.Add(ticks);
        }

        return bars;
    }

    public static QuantitySum Sum(IEnumerable<Tick> ticks) => ticks.Aggregate(QuantitySum.Zero, (sum, tick) => sum + tick.Size);
}
