using System.Runtime.CompilerServices;

namespace Pawl.Bench.Baselines;

/// <summary>
/// A time bar over [Start, End): prices in units of 1e-8, volume a 128-bit sum in two words.
/// It is open while it has trades; a closed one keeps its End, which tells where the next bar in a row begins.
/// </summary>
public struct Bar
{
    public long Start;
    public long End;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public ulong VolumeLow;
    public ulong VolumeHigh;
    public long Trades;

    public readonly bool IsOpen => Trades != 0;

    /// <summary>The close as a price; a division, because multiplying by 1e-8 is wrong in the last bit now and then.</summary>
    public readonly double CloseValue => Close / 1e8;

    /// <summary>Opens the bar of the given length (in nanoseconds, aligned to the epoch) with its first trade.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(in RawTick tick, long length)
    {
        Place(tick.Time, length);
        Begin(tick);
    }

    /// <summary>Opens the bar where it is placed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(in RawTick tick)
    {
        Open = High = Low = Close = tick.Price;
        VolumeLow = (ulong)tick.Size;
        VolumeHigh = 0;
        Trades = 1;
    }

    /// <summary>Adds a trade to the open bar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in RawTick tick)
    {
        long price = tick.Price;
        if (price > High)
            High = price;
        else if (price < Low)
            Low = price;
        Close = price;
        ulong size = (ulong)tick.Size;
        ulong sum = VolumeLow + size;
        VolumeHigh += sum < size ? 1UL : 0UL;
        VolumeLow = sum;
        Trades++;
    }

    /// <summary>Adds a closed bar of a smaller frame, opening this one (of the given length) if need be.</summary>
    public void Merge(in Bar part, long length)
    {
        if (!IsOpen)
        {
            Place(part.Start, length);
            Open = part.Open;
            High = part.High;
            Low = part.Low;
            Close = part.Close;
            VolumeLow = part.VolumeLow;
            VolumeHigh = part.VolumeHigh;
            Trades = part.Trades;
            return;
        }

        if (part.High > High)
            High = part.High;
        if (part.Low < Low)
            Low = part.Low;
        Close = part.Close;
        ulong sum = VolumeLow + part.VolumeLow;
        VolumeHigh += part.VolumeHigh + (sum < part.VolumeLow ? 1UL : 0UL);
        VolumeLow = sum;
        Trades += part.Trades;
    }

    /// <summary>Moves a closed bar to where a time lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(long time, long length)
    {
        // The next bar in a row, by far the commonest, begins where the last one ended: no division.
        Start = (ulong)(time - End) < (ulong)length ? End : time - (time % length);
        End = Start + length;
    }
}
