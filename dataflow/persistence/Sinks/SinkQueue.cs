using Pawl.Recovery;

namespace Pawl.Persistence.Sinks;

/// <summary>
/// Writes batches to a database in the order in which they come, off the way of whoever reads the logs. What a database that is away does
/// not take waits in memory, then on disk; when there is no room left, the reader waits. On disk lies, from the first that may be missing
/// in the database on, either all or nothing, so that it goes on where the database ends.
/// </summary>
public sealed class SinkQueue : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly ISinkStore store;
    private readonly SinkOptions options;
    private readonly SpillFolder spill;
    private readonly CancellationTokenSource ending = new();
    private readonly BackOff pause;
    private readonly Queue<SinkBatch> memory = [];

    /// <summary>How far each stream was accepted.</summary>
    private readonly Dictionary<string, long> accepted;
    private Task writing = Task.CompletedTask;
    private TaskCompletionSource changed = NewSignal();
    private bool knowsCursors;
    private bool isStopping;
    private SinkState state = SinkState.Connecting;
    private string reason = "not reached yet";
    private long waiting;
    private long batches;
    private long rows;

    private SinkQueue(ISinkStore store, SinkOptions options)
    {
        this.store = store;
        this.options = options;
        pause = new BackOff(options.RetryFrom, options.RetryUpTo);
        spill = new SpillFolder(options, store.Run.Key);
        accepted = new Dictionary<string, long>(spill.Cursors, StringComparer.Ordinal);
    }

    public SinkStatus Status
    {
        get
        {
            lock (gate)
            {
                return new SinkStatus(state, reason, waiting, spill.Bytes, batches, rows);
            }
        }
    }

    /// <summary>Opens a sink. A database that cannot be reached is tried again and again from now on.</summary>
    /// <param name="store">The database; the sink closes it.</param>
    /// <param name="options">How much is held while it is away.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="StoreException">The database refuses us, or the folder cannot be used.</exception>
    public static async Task<SinkQueue> OpenAsync(ISinkStore store, SinkOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        SinkQueue queue = new(store, options);
        try
        {
            queue.Reached(await store.OpenAsync(cancel));
        }
        catch (SinkAwayException away) when (!away.IsRefusal)
        {
            queue.Lost(away.Message);
        }
        catch (Exception e)
        {
            await queue.DisposeAsync();
            throw e is SinkAwayException ? new StoreException(e.Message, e) : e;
        }

        queue.writing = Task.Run(queue.WriteAsync, CancellationToken.None);
        return queue;
    }

    /// <summary>
    /// Where the readers of streams go on: behind all that was accepted, 0 for a stream of which nothing was. Waits for the database where
    /// what is on disk does not say.
    /// </summary>
    /// <exception cref="StoreException">The database cannot be gone on with.</exception>
    public async Task<IReadOnlyDictionary<string, long>> CursorsAsync(IReadOnlyCollection<string> streams, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(streams);
        await WaitAsync(() => knowsCursors || streams.All(accepted.ContainsKey), cancel);
        lock (gate)
        {
            return streams.ToDictionary(s => s, s => accepted.GetValueOrDefault(s), StringComparer.Ordinal);
        }
    }

    /// <summary>Accepts a batch; waits while there is no room for it.</summary>
    /// <exception cref="StoreException">The database cannot be gone on with.</exception>
    public Task AcceptAsync(SinkBatch batch, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return WaitAsync(() => TryKeep(batch), cancel);
    }

    /// <summary>Waits until everything that was accepted is in the database.</summary>
    /// <exception cref="StoreException">The database cannot be gone on with.</exception>
    public Task FlushAsync(CancellationToken cancel = default) => WaitAsync(() => memory.Count == 0 && spill.IsEmpty, cancel);

    /// <summary>Stops. What was not written yet lies on disk, or is to be read again from where the database ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isStopping = true;
            Changed();
        }

        await ending.CancelAsync();
        await writing;
        await store.DisposeAsync();
        spill.Dispose();
        ending.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until something, asked under the lock, is so.</summary>
    private async Task WaitAsync(Func<bool> isSo, CancellationToken cancel)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(isStopping, this);
                if (state == SinkState.Failed)
                {
                    throw new StoreException(reason);
                }

                if (isSo())
                {
                    Changed();
                    return;
                }

                change = changed.Task;
            }

            await change.WaitAsync(cancel);
        }
    }

    private void Changed()
    {
        TaskCompletionSource before = changed;
        changed = NewSignal();
        before.SetResult();
    }

    private bool TryKeep(SinkBatch batch)
    {
        bool isKept = spill.IsEmpty && (memory.Count == 0 || waiting + batch.Bytes <= options.MemoryBytes);
        if (isKept)
        {
            memory.Enqueue(batch);
            waiting += batch.Bytes;
        }
        else if (!spill.IsEmpty || state != SinkState.Ready)
        {
            isKept = TrySpill(batch);
        }

        foreach (SinkMove move in isKept ? batch.Moves : [])
        {
            accepted[move.Stream] = move.To;
        }

        return isKept;
    }

    /// <summary>Puts a batch on disk, and before it everything that waits in memory.</summary>
    private bool TrySpill(SinkBatch batch)
    {
        if (spill.Bytes + waiting + batch.Bytes > options.SpillBytes && !(spill.IsEmpty && memory.Count == 0))
        {
            return false;
        }

        try
        {
            Dictionary<string, long> before = CursorsBefore();
            foreach (SinkBatch waits in memory)
            {
                spill.Append(waits, before);
                foreach (SinkMove move in waits.Moves)
                {
                    before[move.Stream] = move.To;
                }
            }

            spill.Append(batch, before);
            memory.Clear();
            waiting = 0;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (memory.Count > 0)
            {
                spill.Clear();
            }

            options.Say($"{options.Folder}: cannot be written ({e.Message.Split('\n')[0]}); the logs wait until the database is back, or make room");
            return false;
        }
    }

    /// <summary>How far the streams were read before the batches in memory.</summary>
    private Dictionary<string, long> CursorsBefore()
    {
        Dictionary<string, long> before = new(accepted, StringComparer.Ordinal);
        foreach (SinkMove move in memory.Reverse().SelectMany(b => b.Moves))
        {
            before[move.Stream] = move.After;
        }

        return before;
    }

    private async Task WriteAsync()
    {
        bool isOpen = state == SinkState.Ready;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                if (!isOpen)
                {
                    await Task.Delay(pause.Next(), ending.Token);
                    Reached(await store.OpenAsync(ending.Token));
                    isOpen = true;
                }

                SinkBatch batch = await NextAsync();
                Written(await store.WriteAsync(batch, ending.Token));
                pause.Reset();
            }
            catch (SinkAwayException away)
            {
                isOpen = false;
                Lost(away.Message);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Fail(e);
                return;
            }
        }
    }

    private async Task<SinkBatch> NextAsync()
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (memory.TryPeek(out SinkBatch? first))
                {
                    return first;
                }

                if (!spill.IsEmpty)
                {
                    return spill.Peek();
                }

                change = changed.Task;
            }

            await change.WaitAsync(ending.Token);
        }
    }

    /// <summary>The first batch was written, wherever it lies by now.</summary>
    private void Written(long added)
    {
        lock (gate)
        {
            if (memory.TryDequeue(out SinkBatch? first))
            {
                waiting -= first.Bytes;
            }
            else
            {
                spill.RemoveFirst();
            }

            batches++;
            rows += added;
            Changed();
        }
    }

    private void Reached(IReadOnlyDictionary<string, long> cursors)
    {
        lock (gate)
        {
            if (state == SinkState.Away)
            {
                options.Say("the database is back; what was held goes on in order");
            }

            // Once: afterwards what was accepted is ahead of it.
            if (!knowsCursors)
            {
                foreach ((string stream, long position) in cursors)
                {
                    accepted[stream] = Math.Max(position, accepted.GetValueOrDefault(stream));
                }
            }

            knowsCursors = true;
            (state, reason) = (SinkState.Ready, "");
            Changed();
        }
    }

    private void Lost(string why)
    {
        lock (gate)
        {
            if (reason != why)
            {
                options.Say(why);
            }

            (state, reason) = (SinkState.Away, why);
            Changed();
        }
    }

    private void Fail(Exception why)
    {
        lock (gate)
        {
            (state, reason) = (SinkState.Failed, why.Message.Split('\n')[0]);
            options.Say(reason);
            Changed();
        }
    }
}
