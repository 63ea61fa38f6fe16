using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Bars of trades, volume and range. A trade completes them in its own cycle, and each further bar in a further one.
public sealed partial class CandleDriver
{
    /// <summary>A trade completes no more bars of a frame than this; what is left is part of the last. Else one hostile size could fill the memory.</summary>
    private const int MaxBarsOfTrade = 1000;

    /// <summary>Adds a trade or a quoted price to the bars that are not of time.</summary>
    /// <param name="log">The log.</param>
    /// <param name="feed">The symbol's.</param>
    /// <param name="time">When it was.</param>
    /// <param name="price">The price.</param>
    /// <param name="size">The quantity; 0 for a quote.</param>
    /// <param name="flags">What is true of the bars that begin with it.</param>
    /// <returns>The sources of those that it completed.</returns>
    private static ulong Count(EngineLog log, SymbolFeed feed, Timestamp time, Price price, Quantity size, CandleFlags flags)
    {
        ulong concerned = 0;
        foreach (Frame frame in feed.Counted)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            bool begins = !FormingBar.IsAwaited(in bar);
            if (begins)
            {
                BeginCounted(ref bar, time, price, flags);
                log.At<long>(frame.Memory) = 0;
            }

            QuantitySum before = bar.Volume;
            FormingBar.Touch(ref bar, price);
            bar.Trades++;
            ref long memory = ref log.At<long>(frame.Memory);
            bool completes = frame.TimeFrame.Unit switch
            {
                TimeUnit.Volume => Fill(ref bar, frame, ref memory, size.Raw, isLast: false),
                TimeUnit.Trade => Take(ref bar, size) && bar.Trades >= frame.Threshold,
                _ => Take(ref bar, size) && bar.High.Raw - bar.Low.Raw >= frame.Threshold,
            };
            if (frame.Flow != 0)
            {
                AddFlow(log, feed, frame, begins, price, new Quantity((long)(bar.Volume - before).Low));
            }

            if (completes)
            {
                concerned |= Complete(log, frame, ref bar, time, feed.From);
            }
        }

        return concerned;
    }

    /// <summary>The cycles of the further bars that a split trade completes; the rest of it begins the bars after them.</summary>
    private static void CloseFurther(EngineLog log, SymbolFeed feed, Timestamp time, Price price, CandleFlags flags)
    {
        for (int n = 2; ; n++)
        {
            ulong concerned = 0;
            bool begun = false;
            foreach (Frame frame in feed.Counted)
            {
                long rest = frame.TimeFrame.Unit == TimeUnit.Volume ? log.At<long>(frame.Memory) : 0;
                if (rest == 0)
                {
                    continue;
                }

                ref Candle bar = ref log.At<Candle>(frame.Bar);
                BeginCounted(ref bar, time, price, flags);
                bool completes = Fill(ref bar, frame, ref log.At<long>(frame.Memory), rest, isLast: n == MaxBarsOfTrade);
                if (frame.Flow != 0)
                {
                    AddFlow(log, feed, frame, begins: true, price, new Quantity((long)bar.Volume.Low));
                }

                if (!completes)
                {
                    continue;
                }

                if (!begun)
                {
                    log.BeginCycle();
                    begun = true;
                }

                concerned |= Complete(log, frame, ref bar, time, feed.From);
            }

            if (!begun)
            {
                return;
            }

            log.Run(concerned, time);
        }
    }

    private static void BeginCounted(ref Candle bar, Timestamp time, Price price, CandleFlags flags)
    {
        bar.Start = time;
        // Awaited, but by no instant.
        bar.CloseTime = FormingBar.Last;
        bar.Flags = flags;
        FormingBar.Begin(ref bar, price, 0);
        bar.Close = price;
    }

    private static bool Take(ref Candle bar, Quantity size)
    {
        bar.Volume += size;
        return true;
    }

    /// <summary>Puts as much of a trade into a volume bar as it takes; the rest is kept.</summary>
    private static bool Fill(ref Candle bar, Frame frame, ref long rest, long size, bool isLast)
    {
        long room = frame.Threshold - (long)bar.Volume.Low;
        long taken = isLast && size > room ? size : Math.Min(size, room);
        bar.Volume += new Quantity(taken);
        rest = size - taken;
        return taken >= room;
    }

    private static ulong Complete(EngineLog log, Frame frame, ref Candle bar, Timestamp time, CandleSource from)
    {
        bar.CloseTime = time;
        long trades = bar.Trades;
        if (from != CandleSource.Trade)
        {
            bar.Trades = -1;
        }

        Say(log, frame, time, in bar);
        bar.Trades = trades;
        FormingBar.Close(ref bar);
        return frame.Source.Bit;
    }
}
