using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Stretches without an event while the market was open: of candles the bars that are missing, of ticks and quotes long silences.</summary>
internal sealed class SilenceCheck(Instrument instrument) : DataCheck
{
    private const long Long = 300 * Timestamp.NanosecondsPerSecond;

    private int hint;
    private Timestamp previous = Timestamp.MinValue;
    private TimeFrame frame = TimeFrame.None;
    private long count;
    private long missing;
    private (Timestamp From, Timestamp To) longest;

    public override void See(in InputEvent e)
    {
        Timestamp begins = e.Kind == EventKind.Candle ? e.Candle.Start : e.Time;
        if (previous != Timestamp.MinValue && begins > previous)
        {
            frame = e.Kind == EventKind.Candle ? e.TimeFrame : TimeFrame.None;
            Look(begins);
        }

        previous = e.Kind == EventKind.Candle ? e.Candle.CloseTime : begins > previous ? begins : previous;
    }

    public override IEnumerable<DataFinding> Findings() => count == 0 ? [] : frame.IsNone
        ? [new("silence", Severity.Note, count, $"silences of more than {Durations.Of(Long)} within a session; the longest from {longest.From} to {longest.To}")]
        : [new("gap", Severity.Warning, missing, FormattableString.Invariant($"bars of {frame} that are not there while the market was open, in {count} stretches; the longest from {longest.From} to {longest.To}"))];

    private void Look(Timestamp begins)
    {
        bool isOpen = instrument.Sessions.TryFind(previous, ref hint, out TradingSession session);
        Timestamp end = !isOpen ? previous : session.Close < begins ? session.Close : begins;
        long silent = end - previous;
        if (frame.IsNone ? silent <= Long : silent <= 0 || !frame.IsTime || frame.Unit >= TimeUnit.Day)
        {
            return;
        }

        count++;
        // The last bar of a session may be a short one.
        missing += frame.IsNone ? 0 : ((silent - 1) / frame.Nanoseconds) + 1;
        if (silent > longest.To - longest.From)
        {
            longest = (previous, end);
        }
    }
}
