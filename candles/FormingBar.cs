using System.Runtime.CompilerServices;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>
/// What happens to a bar that is being built. It is a <see cref="Candle"/> in the log's block, so that closing it is one copy;
/// while no bar is open its close time is <see cref="Timestamp.MaxValue"/>.
/// </summary>
internal static class FormingBar
{
    /// <summary>"No bar": after every instant at which something could close.</summary>
    public static Timestamp Never => Timestamp.MaxValue;

    public static bool IsOpen(in Candle bar) => bar.CloseTime != Never;

    public static void Close(ref Candle bar) => bar.CloseTime = Never;

    /// <summary>Adds a trade of a size above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Candle bar, Frame frame, Timestamp time, Price price, Quantity size)
    {
        if (!IsOpen(in bar))
        {
            Open(ref bar, frame, time);
            bar.Open = price;
            bar.High = price;
            bar.Low = price;
            bar.Volume = default;
            bar.Trades = 0;
            bar.Flags = CandleFlags.None;
        }

        if (price > bar.High)
        {
            bar.High = price;
        }

        if (price < bar.Low)
        {
            bar.Low = price;
        }

        bar.Close = price;
        bar.Volume += size;
        bar.Trades++;
    }

    /// <summary>Adds a confirmed bar of a smaller frame.</summary>
    public static void Add(ref Candle bar, Frame frame, in Candle lower)
    {
        if (!IsOpen(in bar))
        {
            Open(ref bar, frame, lower.Start);
            bar.Open = lower.Open;
            bar.High = lower.High;
            bar.Low = lower.Low;
            bar.Close = lower.Close;
            bar.Volume = lower.Volume;
            bar.Trades = lower.Trades;
            bar.Flags = lower.Flags;
            return;
        }

        if (lower.High > bar.High)
        {
            bar.High = lower.High;
        }

        if (lower.Low < bar.Low)
        {
            bar.Low = lower.Low;
        }

        bar.Close = lower.Close;
        bar.Volume += lower.Volume;
        bar.Trades = bar.Trades < 0 || lower.Trades < 0 ? -1 : bar.Trades + lower.Trades;
        bar.Flags |= lower.Flags;
    }

    private static void Open(ref Candle bar, Frame frame, Timestamp time)
    {
        bar.Start = frame.StartOf(time, bar.Start);

        // A bar that reaches beyond the year 2262 ends at the last instant there is.
        bar.CloseTime = bar.Start.Nanoseconds < long.MaxValue - frame.Length
            ? new Timestamp(bar.Start.Nanoseconds + frame.Length)
            : new Timestamp(long.MaxValue - 1);
    }
}
