namespace Pawl.Persistence.Sinks;

/// <summary>How long to wait before the next try: twice as long after each, up to a limit, and by chance up to half of it less, so that many do not come at once.</summary>
public sealed class BackOff
{
    private readonly TimeSpan from;
    private readonly TimeSpan upTo;
    private TimeSpan next;

    /// <param name="from">The longest wait before the second try.</param>
    /// <param name="upTo">The longest wait there is.</param>
    public BackOff(TimeSpan from, TimeSpan upTo)
    {
        (this.from, this.upTo) = (from, upTo);
        next = from;
    }

    public TimeSpan Next()
    {
        TimeSpan most = next;
        next = TimeSpan.FromTicks(Math.Min(upTo.Ticks, most.Ticks * 2));
        return most * (1 - (Random.Shared.NextDouble() / 2));
    }

    /// <summary>Begins anew, after a try that succeeded.</summary>
    public void Reset() => next = from;
}
