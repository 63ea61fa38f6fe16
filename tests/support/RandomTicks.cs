namespace Pawl.Tests.Support;

/// <summary>Seeded streams of ticks with everything that hurts: bursts, gaps of all lengths, late, doubled and empty ticks.</summary>
public static class RandomTicks
{
    private const long Second = 1_000_000_000;

    public static List<NaiveTick> Of(int seed, int count, bool wild = true)
    {
        Random random = new(seed);
        List<NaiveTick> ticks = [];
        long time = wild && seed % 5 == 0 ? -random.NextInt64(40_000 * Second * 1000) : 1_700_000_000L * Second + random.NextInt64(100_000 * Second);
        decimal price = random.Next(1, 100_000) / 100m;
        for (int i = 0; i < count; i++)
        {
            time += random.Next(100) switch
            {
                < 40 => 0,
                < 70 => random.NextInt64(Second / 10),
                < 90 => random.NextInt64(3 * Second),
                < 96 => Second * random.NextInt64(120),
                < 98 => FloorToSecond(time) + Second - time,
                < 99 => random.NextInt64(7200 * Second),
                _ => random.NextInt64(4 * 86_400 * Second),
            };
            price = Math.Max(0.01m, price + (random.Next(-3, 4) / 100m));
            long at = wild && random.Next(25) == 0 ? time - random.NextInt64(3 * Second) : time;
            decimal size = wild && random.Next(40) == 0 ? 0 : random.Next(1, 5000) / 100m;
            ticks.Add(new NaiveTick(at, price, size));
        }

        return ticks;
    }

    private static long FloorToSecond(long time) => time - (((time % Second) + Second) % Second);
}
