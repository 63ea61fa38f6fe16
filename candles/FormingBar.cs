using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>
/// What happens to a bar that is being built. It is a <see cref="Candle"/> in the log's block, so that closing it is one copy;
/// while no bar is awaited its close time is <see cref="Timestamp.MaxValue"/>. A bar that has no trade yet, but will be said
/// when it ends, is <see cref="CandleFlags.Synthetic"/>.
/// </summary>
internal static class FormingBar
{
    /// <summary>What a lower bar knows that is true of the higher one too.</summary>
    private const CandleFlags Inherited = CandleFlags.Incomplete | CandleFlags.Partial | CandleFlags.Rolled;

    /// <summary>"No bar": after every instant at which something could close.</summary>
    public static Timestamp Never => Timestamp.MaxValue;

    /// <summary>The last instant there is for a bar to end.</summary>
    public static Timestamp Last => new(long.MaxValue - 1);

    /// <summary>Whether something ends at its close time, be it without a trade.</summary>
    public static bool IsAwaited(in Candle bar) => bar.CloseTime != Never;

    /// <summary>Whether it has trades.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOpen(in Candle bar) => bar.CloseTime != Never && (bar.Flags & CandleFlags.Synthetic) == CandleFlags.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSynthetic(in Candle bar) => bar.CloseTime != Never && (bar.Flags & CandleFlags.Synthetic) != CandleFlags.None;

    public static void Close(ref Candle bar) => bar.CloseTime = Never;

    /// <summary>A bar that reaches beyond the year 2262 ends at the last instant there is.</summary>
    public static Timestamp EndOf(Timestamp start, long length) =>
        start.Nanoseconds < long.MaxValue - length ? new Timestamp(start.Nanoseconds + length) : Last;

    /// <summary>Opens a bar at a price; what opens it is to be added.</summary>
    public static void Open(ref Candle bar, Frame frame, Timestamp time, Price price, ref int hint)
    {
        Place(ref bar, frame, time, ref hint);
        Begin(ref bar, price, 0);
    }

    /// <summary>Adds a trade of a size above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Candle bar, Frame frame, Timestamp time, Price price, Quantity size, ref int hint)
    {
        if (!IsOpen(in bar))
        {
            Open(ref bar, frame, time, price, ref hint);
        }

        Touch(ref bar, price);
        bar.Volume += size;
        bar.Trades++;
    }

    /// <summary>Adds a price that was quoted.</summary>
    public static void AddQuoted(ref Candle bar, Frame frame, Timestamp time, Price price, ref int hint)
    {
        if (!IsOpen(in bar))
        {
            Place(ref bar, frame, time, ref hint);
            Begin(ref bar, price, -1);
        }

        Touch(ref bar, price);
    }

    /// <summary>Adds many trades at once, to an open bar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRun(ref Candle bar, in PlainRun run)
    {
        Widen(ref bar, run.HighAndLow);
        bar.Close = run.Close;
        bar.Volume += run.Volume;
        bar.Trades += run.Count;
    }

    /// <summary>Moves high and low, which lie side by side, without a branch: half of all guesses whether a price is the highest so far are wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(ref Candle bar, Vector128<long> highAndLow)
    {
        Vector128<long> own = HighAndLow(ref bar);
        Vector128.ConditionalSelect(Vector128.Create(-1L, 0), Vector128.Max(own, highAndLow), Vector128.Min(own, highAndLow))
            .StoreUnsafe(ref Unsafe.As<Price, long>(ref bar.High));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> HighAndLow(ref readonly Candle bar) => Vector128.LoadUnsafe(in Unsafe.As<Price, long>(ref Unsafe.AsRef(in bar.High)));

    /// <summary>Adds a confirmed bar of a smaller frame.</summary>
    /// <param name="bar">The bar that is being built.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="lower">The smaller bar.</param>
    /// <param name="anchor">A moment of the bar that the smaller one belongs to.</param>
    /// <param name="hint">The calendar's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Candle bar, Frame frame, in Candle lower, Timestamp anchor, ref int hint)
    {
        if (!IsOpen(in bar))
        {
            Open(ref bar, frame, in lower, anchor, ref hint);
            return;
        }

        Widen(ref bar, HighAndLow(in lower));
        bar.Close = lower.Close;
        bar.Volume += lower.Volume;
        bar.Trades = (bar.Trades | lower.Trades) < 0 ? -1 : bar.Trades + lower.Trades;
        bar.Flags |= lower.Flags & Inherited;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Open(ref Candle bar, Frame frame, in Candle lower, Timestamp anchor, ref int hint)
    {
        Timestamp earlier = bar.Start;
        bar = lower;
        bar.Start = earlier;
        Place(ref bar, frame, anchor, ref hint);
        bar.Flags |= lower.Flags & Inherited;
    }

    /// <summary>Makes it a bar without a trade that repeats its last close.</summary>
    public static void MakeSynthetic(ref Candle bar, BarSpan span)
    {
        Place(ref bar, span);
        bar.Flags |= CandleFlags.Synthetic;
        bar.Open = bar.Close;
        bar.High = bar.Close;
        bar.Low = bar.Close;
        bar.Volume = default;
        bar.Trades = bar.Trades < 0 ? -1 : 0;
    }

    /// <summary>Sets all prices to the first one.</summary>
    public static void Begin(ref Candle bar, Price price, long trades)
    {
        // In one piece: what is added next reads high and low in one piece, and would wait for pieces to arrive.
        Vector256.Create(price.Raw).StoreUnsafe(ref Unsafe.As<Price, long>(ref bar.Open));
        bar.Volume = default;
        bar.Trades = trades;
    }

    /// <summary>Moves high, low and close.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Touch(ref Candle bar, Price price)
    {
        if (price > bar.High)
        {
            bar.High = price;
        }

        if (price < bar.Low)
        {
            bar.Low = price;
        }

        bar.Close = price;
    }

    private static void Place(ref Candle bar, Frame frame, Timestamp time, ref int hint)
    {
        if (!frame.IsEpoch)
        {
            PlaceByRule(ref bar, frame, time, ref hint);
            return;
        }

        bar.Start = frame.StartOf(time, bar.Start);
        bar.CloseTime = EndOf(bar.Start, frame.Length);
        bar.Flags = CandleFlags.None;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PlaceByRule(ref Candle bar, Frame frame, Timestamp time, ref int hint) => Place(ref bar, frame.Rule.At(time, ref hint));

    private static void Place(ref Candle bar, BarSpan span)
    {
        bar.Start = span.Start;
        bar.CloseTime = span.End;
        bar.Flags = span.IsCut ? CandleFlags.Truncated : CandleFlags.None;
    }
}
