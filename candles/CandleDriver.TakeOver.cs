using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

// A changed pipeline goes on with the bars that were forming.
public sealed partial class CandleDriver
{
    /// <summary>
    /// Makes a log of a changed pipeline, warmed up over history, go on where the log of the pipeline before stands. Nodes keep
    /// their states where <see cref="EngineLog.TakeOver"/> says so. Bars keep what they are made of where they are built in the same way.
    /// </summary>
    /// <param name="log">The log of the changed pipeline; this driver's.</param>
    /// <param name="older">The log before; it stays as it is.</param>
    /// <param name="before">Its driver, with the same instruments.</param>
    /// <param name="isWhole">Whether the history began with the log itself; if not, bars that only it knows are incomplete.</param>
    /// <exception cref="ArgumentException">It is another log.</exception>
    public Migration TakeOver(EngineLog log, EngineLog older, CandleDriver before, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(before);
        Migration migration = log.TakeOver(older);
        log.At<DriverState>(state) = older.At<DriverState>(before.state);
        for (int symbol = 0; symbol < feeds.Length; symbol++)
        {
            log.At<SymbolState>(feeds[symbol].State) = older.At<SymbolState>(before.feeds[symbol].State);
            if (feeds[symbol].Flow != 0 && before.feeds[symbol].Flow != 0)
            {
                log.At<SymbolFlow>(feeds[symbol].Flow) = older.At<SymbolFlow>(before.feeds[symbol].Flow);
            }

            older.Block.Slice(before.feeds[symbol].Venue, VenueBytes).CopyTo(
                MemoryMarshal.CreateSpan(ref log.At<byte>(feeds[symbol].Venue), VenueBytes));
        }

        foreach (Frame frame in (Frame[])[.. frames, .. counted])
        {
            KeepBar(log, older, frame, before.FrameLike(frame), isWhole);
        }

        foreach (Clock clock in clocks)
        {
            if (Array.Find(before.clocks, c => c.Source.Symbol == clock.Source.Symbol && c.Source.TimeFrame == clock.Source.TimeFrame) is { } had)
            {
                log.At<Timestamp>(clock.Next) = older.At<Timestamp>(had.Next);
            }
        }

        FindNextClose(log);
        return migration;
    }

    private Frame? FrameLike(Frame frame) => Array.Find(
        (Frame[])[.. frames, .. counted],
        f => f.Symbol == frame.Symbol && f.TimeFrame == frame.TimeFrame && f.Lower?.TimeFrame == frame.Lower?.TimeFrame);

    private static void KeepBar(EngineLog log, EngineLog older, Frame frame, Frame? had, bool isWhole)
    {
        if (had is null)
        {
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            bar.Flags |= !isWhole && FormingBar.IsOpen(in bar) ? CandleFlags.Incomplete : CandleFlags.None;
            return;
        }

        log.At<Candle>(frame.Bar) = older.At<Candle>(had.Bar);
        if (frame.Flow != 0)
        {
            FlowOf(log, frame) = had.Flow != 0 ? FlowOf(older, had) : BarFlow.Unknown;
        }

        if (!frame.TimeFrame.IsTime)
        {
            log.At<long>(frame.Memory) = older.At<long>(had.Memory);
        }
    }
}
