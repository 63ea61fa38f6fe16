using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Several sources as one, by event time, then candle before quote before tick, then position in the list, then row.
/// A source whose own rows are out of order keeps its order: always the next events of all sources are compared.
/// </summary>
/// <remarks>One thread at a time. A single source without a time range is passed through as it is.</remarks>
public sealed class MergedInput : IInputSource
{
    private readonly IInputSource[] _sources;
    private readonly Timestamp _from;
    private readonly Timestamp _to;
    private readonly bool _hasRange;
    private readonly MergeQueue? _queue;
    private long _outside;

    /// <summary>Takes over the sources.</summary>
    /// <param name="sources">In the order of the command line.</param>
    /// <param name="from">The first moment that is kept; null keeps all.</param>
    /// <param name="to">The first moment after <paramref name="from"/> that is not kept any more; null keeps all.</param>
    public MergedInput(IEnumerable<IInputSource> sources, Timestamp? from = null, Timestamp? to = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _sources = [.. sources];
        _from = from ?? Timestamp.MinValue;
        _to = to ?? Timestamp.MaxValue;
        _hasRange = from is not null || to is not null;
        _queue = _sources.Length > 1 ? new MergeQueue(_sources) : null;
    }

    /// <inheritdoc/>
    public InputProgress Progress
    {
        get
        {
            var sum = new InputProgress(0, 0, 0, _outside);
            bool isTotalKnown = true;
            foreach (IInputSource source in _sources)
            {
                InputProgress part = source.Progress;
                isTotalKnown &= part.BytesTotal > 0;
                sum = new InputProgress(
                    sum.BytesRead + part.BytesRead, sum.BytesTotal + part.BytesTotal, sum.Rows + part.Rows, sum.Filtered + part.Filtered);
            }

            return isTotalKnown ? sum : sum with { BytesTotal = 0 };
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => [.. _sources.SelectMany(source => source.Warnings)];

    /// <inheritdoc/>
    public IReadOnlyList<ContractRoll> Rolls => [.. _sources.SelectMany(source => source.Rolls)];

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        while (true)
        {
            int count = _queue is not null ? _queue.Read(batch) : _sources.Length == 1 ? _sources[0].Read(batch) : 0;
            if (count == 0 || !_hasRange)
                return count;
            // Sources may be unsorted: an event is dropped for its own time only, and all are read to their end.
            int kept = KeepRange(batch[..count]);
            _outside += count - kept;
            if (kept > 0)
                return kept;
        }
    }

    public void Dispose()
    {
        foreach (IInputSource source in _sources)
            source.Dispose();
    }

    private int KeepRange(Span<InputEvent> events)
    {
        int kept = 0;
        for (int i = 0; i < events.Length; i++)
        {
            if (events[i].Time < _from || events[i].Time >= _to)
                continue;
            if (kept != i)
                events[kept] = events[i];
            kept++;
        }

        return kept;
    }
}
