using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Counts what happened in a window of time that moves along: the times of the last few are remembered.</summary>
internal sealed class Throttle(int most, long window)
{
    private readonly long[] _times = new long[most];
    private int _next;
    private int _count;

    /// <summary>How many there were in the window that ends now; no more than the most are known.</summary>
    public int Count(Timestamp now)
    {
        int within = 0;
        // From the newest back, as far as the window reaches.
        for (int i = 1; i <= _count; i++)
        {
            if (now.Nanoseconds - _times[(_next - i + most) % most] >= window) break;
            within++;
        }

        return within;
    }

    /// <summary>Whether one more would be within the limit.</summary>
    public bool Allows(Timestamp now) => most > 0 && (_count < most || now.Nanoseconds - _times[_next] >= window);

    public void Add(Timestamp now)
    {
        if (most == 0) return;
        _times[_next] = now.Nanoseconds;
        _next = (_next + 1) % most;
        if (_count < most) _count++;
    }

    public void Clear() => _count = _next = 0;

    internal void Save(StateWriter to)
    {
        to.Put(_count);
        for (int i = _count; i > 0; i--) to.Put(_times[(_next - i + most) % most]);
    }

    internal void Load(ref StateReader from)
    {
        Clear();
        // Where fewer are allowed now than were then, the newest count.
        int count = from.TakeCount((int)RiskLimitEntry.MaxMessages);
        for (int i = 0; i < count; i++) Add(new Timestamp(from.Take<long>()));
    }
}
