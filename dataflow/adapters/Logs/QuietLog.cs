using Pawl.Types;

namespace Pawl.Logs;

/// <summary>How the bars of quiet logs are closed.</summary>
/// <param name="Delay">How long after its end a bar is closed; what comes later than that is late.</param>
/// <param name="NextEnd">The earliest instant at which something ends in a log: by its name, the time of its newest event and the time up to which it was told.</param>
public sealed record QuietOptions(TimeSpan Delay, Func<string, Timestamp, Timestamp, Timestamp> NextEnd)
{
    /// <summary>How often it is looked whether time has come so far.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Real time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>
/// The time of one log while nothing comes: that of its newest event and what has passed since it came here, or since this process began. So nothing
/// that was sent late is overtaken by the wall clock.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="options">How bars are closed.</param>
internal sealed class QuietLog(string log, QuietOptions options)
{
    private Timestamp newest = Timestamp.MinValue;
    private Timestamp told;
    private long came;
    private bool isLive;

    /// <summary>Notes the time of events that have come. A recording has its own clock: behind one of its events time stands still.</summary>
    public void Saw(Timestamp time, bool isRecorded)
    {
        isLive = !isRecorded;
        if (time > newest)
        {
            newest = told = time;
            came = options.Clock.GetTimestamp();
        }
    }

    /// <summary>The next instant that the log is to be told of, where time has come so far.</summary>
    public bool TryTell(out Timestamp instant)
    {
        instant = default;
        if (!isLive || newest == Timestamp.MinValue)
        {
            return false;
        }

        instant = options.NextEnd(log, newest, told);
        long now = newest.Nanoseconds + ((options.Clock.GetElapsedTime(came) - options.Delay).Ticks * TimeSpan.NanosecondsPerTick);
        if (instant.Nanoseconds > now)
        {
            return false;
        }

        told = instant;
        return true;
    }
}
