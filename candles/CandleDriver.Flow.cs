using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// What was traded in bars by aggressor, where candles are to say it; elsewhere none of this is touched.
public sealed partial class CandleDriver
{
    private static ref BarFlow FlowOf(EngineLog log, Frame frame) => ref log.At<BarFlow>(frame.Flow);

    /// <summary>Adds the newest trade, or a part of it, to the flow of a bar.</summary>
    /// <param name="log">The log.</param>
    /// <param name="feed">The symbol's.</param>
    /// <param name="frame">The bar's frame, which has a flow.</param>
    /// <param name="begins">Whether the bar begins with it.</param>
    /// <param name="price">Of the trade.</param>
    /// <param name="size">What lies in the bar.</param>
    private static void AddFlow(EngineLog log, SymbolFeed feed, Frame frame, bool begins, Price price, Quantity size)
    {
        ref BarFlow flow = ref FlowOf(log, frame);
        if (begins)
        {
            flow = default;
        }

        flow.Add(log.At<SymbolFlow>(feed.Flow).Side, price, size);
    }

    /// <summary>Adds the flow of a confirmed bar to that of a larger one.</summary>
    private static void AddFlow(EngineLog log, Frame from, Frame to, bool begins)
    {
        if (begins)
        {
            FlowOf(log, to) = FlowOf(log, from);
        }
        else
        {
            FlowOf(log, to).Add(in FlowOf(log, from));
        }
    }

    /// <summary>Of a bar that holds more than known trades nothing is said.</summary>
    private static void ForgetFlow(EngineLog log, Frame frame)
    {
        if (frame.Flow != 0)
        {
            FlowOf(log, frame) = BarFlow.Unknown;
        }
    }

    /// <summary>Hands a bar to the graph, and says it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Say(EngineLog log, Frame frame, Timestamp time, in Candle bar)
    {
        if (frame.Flow == 0)
        {
            log.Write(frame.Source, time, in bar);
        }
        else
        {
            SayFlow(log, frame, time, in bar);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SayFlow(EngineLog log, Frame frame, Timestamp time, in Candle bar)
    {
        FlowCandle full = FlowOf(log, frame).Of(in bar);
        log.Write(frame.Source, time, in bar, in full);
    }
}
