using System.Diagnostics;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>Gives recorded events at the speed at which they came, or a multiple of it, from the first one that is new.</summary>
/// <param name="source">The recording.</param>
/// <param name="speed">How many times as fast.</param>
/// <param name="known">How many events from the beginning are given at once: they are stored already.</param>
/// <param name="clock">Lets time go on between events; null where only events do.</param>
/// <param name="stop">Ends a wait.</param>
internal sealed class PacedInput(IInputSource source, double speed, long known, QuietClock? clock, CancellationToken stop) : IInputSource
{
    /// <summary>How long is waited at once where a clock has to be looked at.</summary>
    private const double ClockSeconds = 0.1;

    /// <summary>Events before this time are history, and given at once.</summary>
    public Timestamp From { get; init; } = Timestamp.MinValue;

    private readonly InputEvent[] ahead = new InputEvent[4096];
    private long left = known;
    private int next;
    private int count;
    private Timestamp first;
    private long started;

    public InputProgress Progress => source.Progress;

    public IReadOnlyList<string> Warnings => source.Warnings;

    public IReadOnlyList<ContractRoll> Rolls => source.Rolls;

    public int Read(Span<InputEvent> batch)
    {
        if (next == count)
        {
            next = 0;
            count = source.Read(ahead);
            if (count == 0)
            {
                return 0;
            }
        }

        int due;
        while ((due = Math.Min(batch.Length, left > 0 ? (int)Math.Min(left, count - next) : Due())) == 0)
        {
            if (clock?.Tell(batch) is > 0 and var told)
            {
                return told;
            }

            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Clamp(DueIn(next), 0, clock is null ? 1 : ClockSeconds)));
            stop.ThrowIfCancellationRequested();
        }

        ahead.AsSpan(next, due).CopyTo(batch);
        clock?.Saw(batch[..due]);
        next += due;
        left = Math.Max(0, left - due);
        return due;
    }

    public void Dispose() => source.Dispose();

    /// <summary>How many events are due.</summary>
    private int Due()
    {
        if (ahead[next].Time < From)
        {
            int past = next + 1;
            while (past < count && ahead[past].Time < From)
            {
                past++;
            }

            return past - next;
        }

        if (started == 0)
        {
            started = Stopwatch.GetTimestamp();
            first = ahead[next].Time;
        }

        int end = next;
        while (end < count && DueIn(end) <= 0)
        {
            end++;
        }

        return end - next;
    }

    /// <summary>Seconds until an event is due.</summary>
    private double DueIn(int index) =>
        ((ahead[index].Time.Nanoseconds - first.Nanoseconds) / 1e9 / speed) - Stopwatch.GetElapsedTime(started).TotalSeconds;
}
