using System.Runtime.CompilerServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>One frame of one symbol: where its forming bar lies, by which rule it ends, and which larger frames are built from its bars.</summary>
internal sealed class Frame
{
    public Frame(Source source, int bar, Instrument instrument)
    {
        Source = source;
        Bar = bar;
        Length = source.TimeFrame.Nanoseconds;
        Rule = new BarRule(source.TimeFrame, instrument);
        IsEpoch = Rule.IsEpoch;
        Flow = source.HasFlow ? Memory + (source.TimeFrame.IsTime ? 0 : sizeof(long)) : 0;
        FillsGaps = instrument.Gaps == GapPolicy.Flat && source.TimeFrame.IsTime;
        long count = source.TimeFrame.Count;
        Threshold = source.TimeFrame.Unit switch
        {
            TimeUnit.Volume => count * Quantity.Scale,
            // Beyond the largest price no bar ever ends, which is what so many ticks mean.
            TimeUnit.Range => (long)Long128.Min((Long128)count * instrument.TickSize.Raw, long.MaxValue),
            _ => count,
        };
    }

    public Source Source { get; }

    public int Symbol => Source.Symbol;

    public TimeFrame TimeFrame => Source.TimeFrame;

    public long Length { get; }

    /// <summary>Offset of its forming bar in the block.</summary>
    public int Bar { get; }

    /// <summary>Offset of its symbol's <see cref="SymbolState"/>.</summary>
    public int SymbolState { get; init; }

    /// <summary>Offset of the number that a bar which is not of time remembers behind its candle.</summary>
    public int Memory => Bar + Unsafe.SizeOf<Candle>();

    /// <summary>Offset of the <see cref="BarFlow"/> of its forming bar; 0 where candles do not say it.</summary>
    public int Flow { get; }

    public BarRule Rule { get; }

    /// <summary>Whether its bars follow each other without pause, all of one length.</summary>
    public bool IsEpoch { get; }

    /// <summary>Whether bars without a trade are made.</summary>
    public bool FillsGaps { get; }

    /// <summary>What completes a bar that is not of time: trades, 10⁻⁸ units of volume, or 10⁻⁸ units of price.</summary>
    public long Threshold { get; }

    /// <summary>The smaller frame whose confirmed bars it is built from; null when it is built from ticks.</summary>
    public Frame? Lower { get; set; }

    /// <summary>Larger frames that are built from this one.</summary>
    public Frame[] Higher { get; set; } = [];

    /// <summary>Start of the bar that holds a time, from that of an earlier bar; where bars are counted from the epoch.</summary>
    public Timestamp StartOf(Timestamp time, Timestamp earlier) => time < earlier
        ? TimeFrame.StartOf(time)
        // Divided by a constant where it is one second, which is what most ticks go into.
        : Length == Timestamp.NanosecondsPerSecond ? time.StartOfSecond()
        : new Timestamp(time.Nanoseconds - (long)((ulong)(time.Nanoseconds - earlier.Nanoseconds) % (ulong)Length));
}
