using Pawl.Backtesting.Sweeps;

namespace Pawl.Host.Backtesting.Sweeps.Shared;

/// <summary>A set that somebody is to run.</summary>
/// <param name="Id">Its number in this run of the sweep.</param>
/// <param name="Point">The set.</param>
public sealed record SharedSet(long Id, ParameterPoint Point);

/// <summary>
/// Sets that are shared between workers: each is with one of them at a time, goes to another when that one has not been heard of, and
/// counts once, whoever brings its figures first. Several threads may ask.
/// </summary>
/// <param name="now">Time that has passed since any beginning.</param>
public sealed class SetQueue(Func<TimeSpan> now)
{
    /// <summary>A worker that says nothing for so long is gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TimeSpan> workers = new(StringComparer.Ordinal);
    private Entry[] entries = [];
    private TaskCompletionSource done = new();
    private long first = 1;

    private sealed class Entry(SharedSet set)
    {
        public SharedSet Set => set;

        /// <summary>Who runs it; null where nobody does.</summary>
        public string? Worker { get; set; }

        public IReadOnlyList<string>? Cells { get; set; }
    }

    /// <summary>How many of the sets have their figures.</summary>
    public int Done
    {
        get
        {
            lock (gate)
            {
                return entries.Count(e => e.Cells is not null);
            }
        }
    }

    /// <summary>The workers that were heard of lately.</summary>
    public int Workers
    {
        get
        {
            lock (gate)
            {
                return workers.Values.Count(seen => now() - seen < Patience);
            }
        }
    }

    /// <summary>Gives out other sets, when those before are done.</summary>
    /// <returns>Ends when all have their figures.</returns>
    public Task Begin(IReadOnlyList<ParameterPoint> points)
    {
        lock (gate)
        {
            first += entries.Length;
            entries = [.. points.Select((point, i) => new Entry(new SharedSet(first + i, point)))];
            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return done.Task;
        }
    }

    /// <summary>The figures of all sets, in their order.</summary>
    public IReadOnlyList<string>[] Figures()
    {
        lock (gate)
        {
            return [.. entries.Select(e => e.Cells!)];
        }
    }

    /// <summary>A worker is there.</summary>
    public void Saw(string worker)
    {
        lock (gate)
        {
            workers[worker] = now();
        }
    }

    /// <summary>A worker has gone, as he says.</summary>
    public void Leave(string worker)
    {
        lock (gate)
        {
            workers.Remove(worker);
            Free(worker);
        }
    }

    /// <summary>Gives a worker sets that nobody runs.</summary>
    /// <param name="worker">Who; a set that he has is given to him again, for he would not ask if he ran it.</param>
    /// <param name="most">How many he takes.</param>
    /// <param name="gone">Workers that have not been heard of, and whose sets are free now.</param>
    public IReadOnlyList<SharedSet> Take(string worker, int most, out IReadOnlyList<string> gone)
    {
        lock (gate)
        {
            workers[worker] = now();
            Free(worker);
            gone = [.. workers.Where(w => now() - w.Value >= Patience).Select(w => w.Key).Order(StringComparer.Ordinal)];
            foreach (string one in gone)
            {
                workers.Remove(one);
                Free(one);
            }

            Entry[] free = [.. entries.Where(e => e.Worker is null && e.Cells is null).Take(most)];
            Array.ForEach(free, e => e.Worker = worker);
            return [.. free.Select(e => e.Set)];
        }
    }

    /// <summary>The figures of a set have come.</summary>
    /// <returns>Whether they count: not where they had come before, or nobody waits for them.</returns>
    public bool Tell(long id, IReadOnlyList<string> cells)
    {
        lock (gate)
        {
            if (id < first || id >= first + entries.Length || entries[id - first] is not { Cells: null } entry)
            {
                return false;
            }

            entry.Cells = cells;
            if (entries.All(e => e.Cells is not null))
            {
                done.TrySetResult();
            }

            return true;
        }
    }

    private void Free(string worker)
    {
        foreach (Entry entry in entries.Where(e => e.Worker == worker))
        {
            entry.Worker = null;
        }
    }
}
