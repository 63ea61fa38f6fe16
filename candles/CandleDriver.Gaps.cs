using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// Bars without a trade, where an instrument asks for them.
public sealed partial class CandleDriver
{
    /// <summary>No event makes more bars of a frame without a trade than this; the rest of the silence stays without. It has to hold all that it says.</summary>
    private const int MaxSyntheticBars = 10_000;

    /// <summary>Closes a bar that was said and awaits the next, unless this event has made too many.</summary>
    private static void FillGap(EngineLog log, Frame frame, ref Candle bar, Timestamp end, ref int made)
    {
        made += FormingBar.IsSynthetic(in bar) ? 1 : 0;
        FormingBar.Close(ref bar);
        if (made < MaxSyntheticBars)
        {
            AwaitNext(log, frame, ref bar, end);
        }
    }

    /// <summary>Awaits the bar after one that closed, be it without a trade.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AwaitNext(EngineLog log, Frame frame, ref Candle bar, Timestamp end)
    {
        if (frame.Rule.TryNext(end, ref log.At<SymbolState>(frame.SymbolState).Hint, out BarSpan next))
        {
            FormingBar.MakeSynthetic(ref bar, next);
            if (frame.Flow != 0)
            {
                FlowOf(log, frame) = default;
            }
        }
    }

    /// <summary>Gives up all bars that have no trade yet.</summary>
    private void DropSynthetic(EngineLog log)
    {
        foreach (Frame frame in frames)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            if (FormingBar.IsSynthetic(in bar))
            {
                FormingBar.Close(ref bar);
            }
        }

        FindNextClose(log);
    }
}
