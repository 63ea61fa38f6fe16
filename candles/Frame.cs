using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>One time frame of one symbol: where its forming bar lies, and which larger frames are built from its bars.</summary>
internal sealed class Frame(Source source, int bar)
{
    public Source Source { get; } = source;

    public int Symbol => Source.Symbol;

    public TimeFrame TimeFrame => Source.TimeFrame;

    public long Length { get; } = source.TimeFrame.Nanoseconds;

    /// <summary>Offset of its forming bar in the block.</summary>
    public int Bar { get; } = bar;

    /// <summary>The smaller frame whose confirmed bars it is built from; null when it is built from ticks.</summary>
    public Frame? Lower { get; set; }

    /// <summary>Larger frames that are built from this one.</summary>
    public Frame[] Higher { get; set; } = [];

    /// <summary>Start of the bar that holds a time, from that of an earlier bar.</summary>
    public Timestamp StartOf(Timestamp time, Timestamp earlier) => time >= earlier
        ? new Timestamp(time.Nanoseconds - (long)((ulong)(time.Nanoseconds - earlier.Nanoseconds) % (ulong)Length))
        : TimeFrame.StartOf(time);
}
