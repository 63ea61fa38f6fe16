using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>Candles of one minute for tests, one after the other from the epoch on.</summary>
public static class Bars
{
    private const long Minute = 60 * Timestamp.NanosecondsPerSecond;

    /// <summary>Reads prices from a list such as <c>100.62, 100.69</c>.</summary>
    public static IReadOnlyList<Price> Prices(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Price.Parse)];

    /// <summary>A bar whose four prices are equal.</summary>
    public static Candle Flat(Timestamp start, Price price) => Of(start, price, price, price, price, Quantity.Zero);

    /// <summary>A bar of one minute.</summary>
    public static Candle Of(Timestamp start, Price open, Price high, Price low, Price close, QuantitySum volume) => new()
    {
        Start = start,
        CloseTime = start.AddNanoseconds(Minute),
        Open = open,
        High = high,
        Low = low,
        Close = close,
        Volume = volume,
        Trades = -1,
    };

    /// <summary>The start of bar number <paramref name="index"/>.</summary>
    public static Timestamp Start(int index) => new(index * Minute);

    public static IEnumerable<Candle> FromCloses(IEnumerable<Price> closes) => closes.Select((close, i) => Flat(Start(i), close));

    /// <summary>A random walk in steps of one tick.</summary>
    /// <param name="raw">Where it starts, in units of 1e-8.</param>
    /// <param name="tick">The step, in units of 1e-8.</param>
    public static IReadOnlyList<Candle> Random(int seed, int count, long raw, long tick)
    {
        Random random = new(seed);
        List<Candle> bars = [];
        long close = raw;
        for (int i = 0; i < count; i++)
        {
            long open = Math.Max(tick, close + (random.Next(-2, 3) * tick));
            close = Math.Max(tick, open + (random.Next(-8, 9) * tick));
            long high = Math.Max(open, close) + (random.Next(5) * tick);
            long low = Math.Max(tick, Math.Min(open, close) - (random.Next(5) * tick));
            bars.Add(Of(Start(i), new Price(open), new Price(high), new Price(low), new Price(close), new Quantity(random.Next(1000) * Quantity.Scale)));
        }

        return bars;
    }
}
