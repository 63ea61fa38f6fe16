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

    /// <summary>Bounds of the bar that holds a time. Mostly it is the bar after the last one, which takes no division.</summary>
    public Timestamp StartOf(Timestamp time, Timestamp last)
    {
        ulong ahead = (ulong)(time.Nanoseconds - last.Nanoseconds);
        return ahead < (ulong)Length ? last
            : ahead - (ulong)Length < (ulong)Length ? new Timestamp(last.Nanoseconds + Length)
            : TimeFrame.StartOf(time);
    }
}
