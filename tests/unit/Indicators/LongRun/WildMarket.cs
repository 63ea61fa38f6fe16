using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Bars that are hard on running sums: stretches of very different scale, from 1e-8 to a million, one after the other;
/// lively ones, ones that stand still, and single spikes. Prices move in thousandths, so that their own rounding is far
/// from what is tested.
/// </summary>
internal sealed class WildMarket(ulong seed)
{
    private const long Most = 1_000_000_00000000;

    private readonly Lcg random = new(seed);
    private long close = 1;
    private long tick = 1;
    private long lot = 1;
    private int left;
    private bool still;

    public Candle Next(Timestamp start)
    {
        if (left-- == 0)
        {
            Turn();
        }

        long size = random.Next(20) * lot;
        if (still)
        {
            return Bars.Flat(start, new Price(close)) with { Volume = new Quantity(size) };
        }

        long open = Step(close);
        close = Step(open);
        if (random.OneIn(200))
        {
            close = Math.Min(Most, 1000 * close);
            tick = Math.Max(1, close / 1000);
        }

        long high = Math.Max(open, close) + (random.Next(5) * tick);
        long low = Math.Max(1, Math.Min(open, close) - (random.Next(5) * tick));
        return Bars.Of(start, new Price(open), new Price(high), new Price(low), new Price(close), new Quantity(size));
    }

    private long Step(long from) => Math.Clamp(from + ((random.Next(17) - 8) * tick), 1, Most);

    /// <summary>Another stretch: in one of four at the price where the one before has ended.</summary>
    private void Turn()
    {
        left = random.Next(150);
        still = random.OneIn(3);
        if (!random.OneIn(4))
        {
            close = Math.Min(Most, PowerOfTen(14) * (1 + random.Next(9)));
        }

        tick = Math.Max(1, close / 1000);
        lot = PowerOfTen(12);
    }

    private long PowerOfTen(int most)
    {
        long power = 1;
        for (int i = random.Next(most + 1); i > 0; i--)
        {
            power *= 10;
        }

        return power;
    }
}
