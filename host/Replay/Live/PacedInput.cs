using System.Diagnostics;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>Gives recorded events at the speed at which they came, or a multiple of it, from the first one that is new.</summary>
/// <param name="source">The recording.</param>
/// <param name="speed">How many times as fast.</param>
/// <param name="known">How many events from the beginning are given at once: they are stored already.</param>
/// <param name="stop">Ends a wait.</param>
internal sealed class PacedInput(IInputSource source, double speed, long known, CancellationToken stop) : IInputSource
{
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

        int due = Math.Min(batch.Length, left > 0 ? (int)Math.Min(left, count - next) : WaitForDue());
        ahead.AsSpan(next, due).CopyTo(batch);
        next += due;
        left = Math.Max(0, left - due);
        return due;
    }

    public void Dispose() => source.Dispose();

    /// <summary>Waits until at least one event is due; returns how many are.</summary>
    private int WaitForDue()
    {
        if (started == 0)
        {
            started = Stopwatch.GetTimestamp();
            first = ahead[next].Time;
        }

        double wait = DueIn(next);
        while (wait > 0)
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(Math.Min(wait, 1)));
            stop.ThrowIfCancellationRequested();
            wait = DueIn(next);
        }

        int end = next + 1;
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
