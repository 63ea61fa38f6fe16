namespace Pawl.Bench.Baselines;

/// <summary>Nothing but 1m bars straight from ticks: how little a tick can cost. Expects what the tick job expects.</summary>
public sealed class FusedCandlesOnly
{
    private Bar _minute;
    private long _checksum;

    /// <summary>Wrapping sum over the fields of each closed bar.</summary>
    public long Checksum => _checksum;

    public void Run(ReadOnlySpan<RawTick> ticks)
    {
        Bar bar = _minute;
        foreach (ref readonly RawTick tick in ticks)
        {
            if (tick.Time < bar.End)
            {
                bar.Add(tick);
                continue;
            }

            Keep(bar);
            bar.Begin(tick, Frames.OneMinute);
        }

        _minute = bar;
    }

    /// <summary>Closes the bar that is still open.</summary>
    public void Finish()
    {
        Keep(_minute);
        _minute.Trades = 0;
    }

    private void Keep(in Bar bar)
    {
        if (bar.IsOpen)
            _checksum += bar.Open + bar.High + bar.Low + bar.Close + (long)bar.VolumeLow + (long)bar.VolumeHigh + bar.Trades;
    }
}
