using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Made-up bars with small whole prices, so that equal ones, gaps, doji and bars without shadows are common. What TA-Lib finds
/// in them stands in <c>talib_patterns.csv</c>, computed once with its C implementation (0.6.0-dev, default settings).
/// </summary>
internal static class PatternBars
{
    public static Candle[] Make(ulong seed, int count)
    {
        Lcg random = new(seed);
        Candle[] bars = new Candle[count];
        int close = 1000;
        for (int i = 0; i < count; i++)
        {
            int open = close + random.Next(4) switch
            {
                0 => random.Next(25) - 12,
                1 => 0,
                _ => random.Next(5) - 2,
            };
            int body = random.Next(6) switch
            {
                0 => 0,
                1 => 1 + random.Next(2),
                2 or 3 => 2 + random.Next(6),
                _ => 6 + random.Next(14),
            };
            bool up = random.Next(2) == 0;
            close = (up || close < 400) && close <= 1600 ? open + body : open - body;
            int high = Math.Max(open, close) + Shadow(random);
            int low = Math.Min(open, close) - Shadow(random);
            bars[i] = Bar(i, open, high, low, close);
        }

        return bars;
    }

    public static Candle Bar(int index, int open, int high, int low, int close) =>
        Bars.Of(Bars.Start(index), Cents(open), Cents(high), Cents(low), Cents(close), Quantity.Zero);

    private static int Shadow(Lcg random) => random.Next(6) switch
    {
        0 or 1 => 0,
        2 => 1,
        3 or 4 => random.Next(6),
        _ => random.Next(24),
    };

    private static Price Cents(int cents) => new(cents * (Price.Scale / 100));
}
