using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>What neighbouring plain ticks of one second come to: trades of one symbol, without venue numbers.</summary>
internal readonly struct PlainRun
{
    private PlainRun(int count, Timestamp newest, Price close, Vector128<long> highAndLow, QuantitySum volume)
    {
        Count = count;
        Newest = newest;
        Close = close;
        HighAndLow = highAndLow;
        Volume = volume;
    }

    /// <summary>How many ticks there are; if none, the rest means nothing.</summary>
    public int Count { get; }

    /// <summary>The latest time; inside of a second they may come in any order.</summary>
    public Timestamp Newest { get; }

    public Price Close { get; }

    /// <summary>The highest price and the lowest, as they lie in a candle.</summary>
    public Vector128<long> HighAndLow { get; }

    public QuantitySum Volume { get; }

    /// <summary>Whether it is a trade without venue numbers.</summary>
    /// <param name="e">The event.</param>
    /// <param name="head">The head of the symbol's ticks.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(in InputEvent e, long head) =>
        e.Tick.Size.Raw > 0 && ((e.Head ^ head) | e.Tick.Sequence | e.Tick.TradeId) == 0;

    /// <summary>
    /// Takes the plain ticks at the front that lie in a second. Most of a candle pipeline's time is spent here: head, time, price
    /// and size lie side by side, so one vector each keeps the least, the most and the sum of all four; there is nothing but the
    /// end of the run that the processor could guess wrong, and the method is kept by itself so that all fits in registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Take(ReadOnlySpan<InputEvent> events, long head, Timestamp second, out PlainRun run)
    {
        Vector256<long> most = Vector256.Create(long.MinValue);
        Vector256<long> least = Vector256.Create(long.MaxValue);
        Vector256<long> sum = Vector256<long>.Zero;
        int count = 0;
        for (; count < events.Length; count++)
        {
            ref readonly InputEvent e = ref events[count];
            if ((ulong)(e.Time.Nanoseconds - second.Nanoseconds) >= Timestamp.NanosecondsPerSecond || !IsPlain(in e, head))
            {
                break;
            }

            Vector256<long> fields = Vector256.LoadUnsafe(in e.Head);
            most = Vector256.Max(most, fields);
            least = Vector256.Min(least, fields);
            sum += fields;
        }

        if (count == 0)
        {
            run = default;
            return;
        }

        // As long as the largest size times the number of ticks fits, no sum was cut.
        run = new PlainRun(
            count,
            new Timestamp(most[TimeWord]),
            events[count - 1].Tick.Price,
            Vector128.Create(most[PriceWord], least[PriceWord]),
            new QuantitySum((ulong)sum[SizeWord], 0));
        if (most[SizeWord] >> (31 + BitOperations.LeadingZeroCount((uint)count)) != 0)
        {
            AddAnew(events[..count], ref run);
        }
    }

    // Places among the first four words of an event.
    private const int TimeWord = 1;
    private const int PriceWord = 2;
    private const int SizeWord = 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAnew(ReadOnlySpan<InputEvent> events, ref PlainRun run)
    {
        QuantitySum sum = default;
        foreach (ref readonly InputEvent e in events)
        {
            sum += e.Tick.Size;
        }

        run = new PlainRun(run.Count, run.Newest, run.Close, run.HighAndLow, sum);
    }
}
