using System.Text;

namespace Pawl.Bus;

/// <summary>
/// Who should write to a stream. That nobody else can is the business of <see cref="FencedWriter"/>; this makes that somebody does, soon
/// after the one before him is gone. No two clocks are compared: a lease is free when whoever wants it has watched for its whole life how
/// nobody renewed it. One thread at a time.
/// </summary>
/// <param name="keys">Where it is kept.</param>
/// <param name="key">Its key.</param>
/// <param name="owner">By this owners are told apart; another each time a program starts, and never empty.</param>
/// <param name="life">How long it lasts when nobody renews it.</param>
/// <param name="time">The clock, of which only how fast it runs matters.</param>
public sealed class Lease(IKeys keys, string key, string owner, TimeSpan life, TimeProvider time)
{
    private readonly ReadOnlyMemory<byte> mine = Encoding.UTF8.GetBytes(owner);
    private long revision;
    private long renewed;
    private long watched;
    private long since;
    private bool has;

    /// <summary>Call <see cref="TryHoldAsync"/> as often as this.</summary>
    public TimeSpan Beat => life / 4;

    /// <summary>
    /// Whether its owner may act on it: he has renewed it, and by his own clock it is long before anybody can think that it is free.
    /// </summary>
    public bool IsHeld => has && time.GetElapsedTime(renewed) < life / 2;

    /// <summary>Takes it where it is free, renews it where it is ours.</summary>
    /// <returns>Whether it is held now.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancel = default)
    {
        try
        {
            // What counts is the time before the question: the answer may have been long on its way.
            long asked = time.GetTimestamp();
            KeyEntry? now = has ? new KeyEntry(mine, revision) : await keys.GetAsync(key, cancel);
            if (now is null || now.Value.IsEmpty || now.Value.Span.SequenceEqual(mine.Span) || IsAbandoned(now))
            {
                long? written = await keys.PutAsync(key, mine, now?.Revision ?? 0, cancel);
                (has, revision, renewed) = (written is not null, written ?? 0, asked);
            }
        }
        catch (BusException)
        {
            // Whether it was written is not known; what the key has says it the next time.
            has = false;
        }

        return IsHeld;
    }

    /// <summary>Gives it back, so that the next one need not wait.</summary>
    public async Task ReleaseAsync(CancellationToken cancel = default)
    {
        if (has)
        {
            has = false;
            try
            {
                await keys.PutAsync(key, default, revision, cancel);
            }
            catch (BusException)
            {
                // Then the next one waits.
            }
        }
    }

    private bool IsAbandoned(KeyEntry entry)
    {
        if (entry.Revision != watched)
        {
            (watched, since) = (entry.Revision, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(since) >= life;
    }
}
