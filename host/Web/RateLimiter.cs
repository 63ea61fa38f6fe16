namespace Pawl.Host.Web;

/// <summary>
/// Lets each caller make so many requests a second, and twice as many at once after a pause (a token bucket for each). Callers
/// of which it knows are bounded: when there are too many, those that have not called for longest are forgotten.
/// </summary>
/// <param name="perSecond">Requests a second.</param>
/// <param name="clock">Time that has passed since any beginning.</param>
public sealed class RateLimiter(int perSecond, Func<TimeSpan> clock)
{
    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Bucket> callers = new(StringComparer.Ordinal);

    /// <summary>Of how many callers it knows.</summary>
    public int Known
    {
        get
        {
            lock (gate)
            {
                return callers.Count;
            }
        }
    }

    /// <summary>Whether a caller may go on now.</summary>
    public bool Allows(string caller)
    {
        lock (gate)
        {
            TimeSpan now = clock();
            if (!callers.TryGetValue(caller, out Bucket? bucket))
            {
                Forget(now);
                callers.Add(caller, bucket = new Bucket { Left = 2.0 * perSecond, Seen = now });
            }

            bucket.Left = Math.Min(2.0 * perSecond, bucket.Left + ((now - bucket.Seen).TotalSeconds * perSecond));
            bucket.Seen = now;
            if (bucket.Left < 1)
            {
                return false;
            }

            bucket.Left--;
            return true;
        }
    }

    private void Forget(TimeSpan now)
    {
        if (callers.Count < Most)
        {
            return;
        }

        // Who has not called for two seconds has a full bucket again, so that nothing is lost with it.
        foreach (string idle in callers.Where(c => (now - c.Value.Seen).TotalSeconds > 2).Select(c => c.Key).ToArray())
        {
            callers.Remove(idle);
        }

        if (callers.Count >= Most)
        {
            callers.Remove(callers.MinBy(c => c.Value.Seen).Key);
        }
    }

    private sealed class Bucket
    {
        public double Left { get; set; }

        public TimeSpan Seen { get; set; }
    }
}
