using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Sorts a source whose events are up to a stated time late: each is held back until an event comes that is later than it by
/// more than that, and what is held leaves by time, equal times as they came. What is later still goes on at once.
/// </summary>
/// <remarks>One thread at a time. Memory is bounded: of more events than <c>limit</c> the earliest go on before their time.</remarks>
public sealed class ReorderedInput : IInputSource
{
    /// <summary>How many events are held at most, about 32 MB.</summary>
    public const int DefaultLimit = 1 << 18;

    private const int BatchEvents = 1024;

    private readonly IInputSource _source;
    private readonly long _lateness;
    private readonly int _limit;
    private readonly InputEvent[] _batch = new InputEvent[BatchEvents];
    private readonly PriorityQueue<InputEvent, (long Time, long Number)> _held = new();
    private int _next;
    private int _filled;
    private long _number;
    private long _newest = long.MinValue / 2;
    private long _forced;
    private bool _ended;
    private IngestionException? _failure;

    /// <summary>Takes over a source.</summary>
    /// <param name="source">Where the events come from.</param>
    /// <param name="lateness">How late an event may be and still find its place; not negative.</param>
    /// <param name="limit">How many events are held at most.</param>
    public ReorderedInput(IInputSource source, TimeSpan lateness, int limit = DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lateness, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _source = source;
        _lateness = lateness.Ticks * (Timestamp.NanosecondsPerSecond / TimeSpan.TicksPerSecond);
        _limit = limit;
    }

    /// <inheritdoc/>
    public InputProgress Progress => _source.Progress;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _forced == 0 ? _source.Warnings
        : [.. _source.Warnings, $"more than {_limit} events lay within the lateness: {_forced} went on before their time, perhaps out of order; state a smaller lateness"];

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        while (count < batch.Length)
        {
            if (MayLeave())
                batch[count++] = _held.Dequeue();
            else if (!_ended)
                Take();
            else
                break;
        }

        if (count == 0 && _failure is not null && !batch.IsEmpty)
            throw _failure;
        return count;
    }

    public void Dispose() => _source.Dispose();

    private bool MayLeave()
    {
        if (!_held.TryPeek(out _, out (long Time, long Number) first))
            return false;
        if (_ended || first.Time < _newest - _lateness)
            return true;
        if (_held.Count < _limit)
            return false;
        _forced++;
        return true;
    }

    private void Take()
    {
        if (_next == _filled && !Refill())
            return;
        ref readonly InputEvent e = ref _batch[_next++];
        _newest = Math.Max(_newest, e.Time.Nanoseconds);
        _held.Enqueue(e, (e.Time.Nanoseconds, _number++));
    }

    /// <summary>Reads ahead; what was read before a row that cannot be taken is delivered first.</summary>
    private bool Refill()
    {
        _next = 0;
        _filled = 0;
        try
        {
            _filled = _source.Read(_batch);
        }
        catch (IngestionException failure)
        {
            _failure = failure;
        }

        _ended = _filled == 0;
        return !_ended;
    }
}
