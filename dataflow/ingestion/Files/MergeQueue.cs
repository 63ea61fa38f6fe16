using Pawl.Engine;

namespace Pawl.Ingestion;

/// <summary>
/// The sources that still have events, as a binary heap whose root has the next one. As long as the root's source stays ahead of its
/// two children, its events are copied with one comparison each.
/// </summary>
internal sealed class MergeQueue
{
    private const int BufferedEvents = 256;

    private readonly Head[] _heap;
    private int _count;
    private bool _isFilled;
    private IngestionException? _failure;

    public MergeQueue(IInputSource[] sources)
    {
        _heap = new Head[sources.Length];
        for (int i = 0; i < sources.Length; i++)
            _heap[i] = new Head(sources[i], i);
    }

    /// <summary>Fills the batch in order; 0 only at the end.</summary>
    public int Read(Span<InputEvent> batch)
    {
        if (_failure is not null)
            throw _failure;
        int count = 0;
        try
        {
            if (!_isFilled)
                Fill();
            while (count < batch.Length && _count > 0)
            {
                CopyRun(batch, ref count);
                SiftDown(0);
            }
        }
        catch (IngestionException error)
        {
            // What the failing source gave is delivered first, so that the size of a batch changes nothing.
            _failure = error;
            if (count == 0)
                throw;
        }

        return count;
    }

    private void Fill()
    {
        foreach (Head head in _heap)
        {
            if (head.Refill())
                _heap[_count++] = head;
        }

        for (int i = (_count / 2) - 1; i >= 0; i--)
            SiftDown(i);
        _isFilled = true;
    }

    /// <summary>Copies the root's events until another source is next, and removes the root where it has no more.</summary>
    private void CopyRun(Span<InputEvent> batch, ref int count)
    {
        Head root = _heap[0];
        Head? rival = _count < 2 ? null : _count < 3 || _heap[1].IsBefore(_heap[2]) ? _heap[1] : _heap[2];
        do
        {
            batch[count++] = root.Take();
            if (root.IsEmpty && !root.Refill())
            {
                _heap[0] = _heap[--_count];
                return;
            }
        }
        while (count < batch.Length && (rival is null || root.IsBefore(rival)));
    }

    private void SiftDown(int at)
    {
        while ((2 * at) + 1 < _count)
        {
            int child = (2 * at) + 1;
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child]))
                child++;
            if (!_heap[child].IsBefore(_heap[at]))
                return;
            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }

    /// <summary>A source, read ahead, with the key of its next event.</summary>
    private sealed class Head(IInputSource source, int position)
    {
        private readonly InputEvent[] _events = new InputEvent[BufferedEvents];
        private int _next;
        private int _filled;
        private long _time;

        // The kind, then the position in the list.
        private long _rank;

        public bool IsEmpty => _next == _filled;

        public ref readonly InputEvent Take()
        {
            ref readonly InputEvent taken = ref _events[_next++];
            if (_next < _filled)
                SetKey();
            return ref taken;
        }

        /// <summary>Reads ahead again; false at the source's end.</summary>
        public bool Refill()
        {
            _next = 0;
            _filled = source.Read(_events);
            if (_filled > 0)
                SetKey();
            return _filled > 0;
        }

        public bool IsBefore(Head other) => _time != other._time ? _time < other._time : _rank < other._rank;

        private void SetKey()
        {
            ref readonly InputEvent next = ref _events[_next];
            _time = next.Time.Nanoseconds;
            _rank = ((long)next.Kind << 32) | (uint)position;
        }
    }
}
