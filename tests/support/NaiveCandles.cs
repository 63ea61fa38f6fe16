using System.Numerics;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>A tick as the naive reference sees it.</summary>
public sealed record NaiveTick(long Time, decimal Price, decimal Size);

/// <summary>A bar of the naive reference, and the input event that closed it.</summary>
public sealed record NaiveBar(long ClosedBy, string Frame, long Start, long End, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, long Trades);

/// <summary>
/// Candles from ticks as one would write them on a blackboard: every frame straight from the ticks, in decimals, with
/// lists and divisions. It shares no code with the candles room.
/// </summary>
public static class NaiveCandles
{
    private const long Second = 1_000_000_000;

    /// <summary>Lengths of the units that time frames are written with, in nanoseconds.</summary>
    private static readonly Dictionary<char, long> Units = new()
    {
        ['s'] = Second, ['m'] = 60 * Second, ['h'] = 3600 * Second, ['d'] = 86_400 * Second, ['w'] = 604_800 * Second,
    };

    /// <summary>All bars in the order in which they close; the end of the input closes the rest one event later.</summary>
    public static List<NaiveBar> Of(IEnumerable<NaiveTick> ticks, IReadOnlyList<string> frames, bool flush = true)
    {
        List<NaiveBar> closed = [];
        List<NaiveBar> open = [];
        long newest = long.MinValue;
        long number = 0;
        foreach (NaiveTick tick in ticks)
        {
            number++;
            if (newest != long.MinValue && tick.Time < FloorTo(newest, Second, 0))
            {
                continue;
            }

            newest = Math.Max(newest, tick.Time);
            Close(open, closed, tick.Time, number);
            if (tick.Size == 0)
            {
                continue;
            }

            foreach (string frame in frames)
            {
                long length = Units[frame[^1]] * long.Parse(frame[..^1], System.Globalization.CultureInfo.InvariantCulture);
                long origin = frame[^1] == 'w' ? -3 * Units['d'] : 0;
                long start = FloorTo(tick.Time, length, origin);
                int at = open.FindIndex(b => b.Frame == frame);
                if (at < 0)
                {
                    open.Add(new NaiveBar(0, frame, start, start + length, tick.Price, tick.Price, tick.Price, tick.Price, tick.Size, 1));
                }
                else
                {
                    NaiveBar bar = open[at];
                    open[at] = bar with
                    {
                        High = Math.Max(bar.High, tick.Price),
                        Low = Math.Min(bar.Low, tick.Price),
                        Close = tick.Price,
                        Volume = bar.Volume + tick.Size,
                        Trades = bar.Trades + 1,
                    };
                }
            }
        }

        if (flush)
        {
            Close(open, closed, long.MaxValue, number + 1);
        }

        return closed;
    }

    private static void Close(List<NaiveBar> open, List<NaiveBar> closed, long time, long number)
    {
        foreach (NaiveBar bar in open.Where(b => b.End <= time).OrderBy(b => b.End).ThenBy(b => b.End - b.Start).ThenBy(b => Rank(b.Frame)).ToList())
        {
            closed.Add(bar with { ClosedBy = number });
            open.Remove(bar);
        }
    }

    /// <summary>Equal lengths: hours before days, days before weeks.</summary>
    private static int Rank(string frame) => "smhdw".IndexOf(frame[^1], StringComparison.Ordinal);

    private static long FloorTo(long time, long length, long origin) =>
        (long)(((BigInteger)time - origin - Modulo((BigInteger)time - origin, length)) + origin);

    private static BigInteger Modulo(BigInteger value, long by) => ((value % by) + by) % by;

    /// <summary>A candle of the engine in the reference's words.</summary>
    public static NaiveBar From(long closedBy, string frame, in Candle candle) => new(
        closedBy, frame, candle.Start.Nanoseconds, candle.CloseTime.Nanoseconds,
        Exact(candle.Open), Exact(candle.High), Exact(candle.Low), Exact(candle.Close), Exact(candle.Volume), candle.Trades);

    private static decimal Exact(Price price) => price.Raw / 100_000_000m;

    private static decimal Exact(QuantitySum sum) => (decimal)sum.ToInt128() / 100_000_000m;
}
