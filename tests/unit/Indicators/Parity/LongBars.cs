using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Three hundred made-up bars: a walk with a cycle of 24 bars, from a generator that gives the same everywhere. The numbers
/// in <c>talib.csv</c> were computed from them once with the C implementation of TA-Lib (0.6.0-dev, unstable period 0,
/// default compatibility) and are held to all digits.
/// </summary>
internal static class LongBars
{
    private const int Cent = 1_000_000;

    public static IReadOnlyList<Candle> Candles { get; } = Make();

    private static Candle[] Make()
    {
        Lcg random = new(42);
        Candle[] bars = new Candle[300];
        int close = 10_000;
        for (int i = 0; i < bars.Length; i++)
        {
            int open = close + random.Next(21) - 10;
            close = open + random.Next(121) - 60 + (i % 24 < 12 ? 25 : -25);
            int high = Math.Max(open, close) + random.Next(40);
            int low = Math.Min(open, close) - random.Next(40);
            Quantity volume = new((100L + random.Next(900)) * Quantity.Scale);
            bars[i] = Bars.Of(Bars.Start(i), Cents(open), Cents(high), Cents(low), Cents(close), volume);
        }

        return bars;
    }

    private static Price Cents(long cents) => new(cents * Cent);
}
