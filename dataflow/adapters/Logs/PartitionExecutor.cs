using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>How an executor works.</summary>
/// <param name="Owner">By this owners are told apart; another each time a program starts.</param>
public sealed record ExecutorOptions(string Owner)
{
    /// <summary>Events of a log after which its state is saved.</summary>
    public long SnapshotEvery { get; init; } = 1_000_000;

    /// <summary>Records that may be on their way at once.</summary>
    public int Window { get; init; } = 256;

    /// <summary>How long to wait before a server that does not answer is asked again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long writing may take after it was told to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>After so long without events it is said how far the logs are, where their last events caused nothing.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Told what people should know, a line each.</summary>
    public Action<string> Notes { get; init; } = _ => { };
}

/// <summary>
/// Computes the logs of a partition as its only owner: takes its streams over, recovers each log where its outputs end, and goes on
/// with what comes. Where the server is away it waits; where another owner has come it ends.
/// </summary>
/// <param name="streams">The partition.</param>
/// <param name="computationOf">A log, empty, by its name.</param>
/// <param name="options">How it works.</param>
public sealed class PartitionExecutor(LogStreams streams, Func<string, LogComputation> computationOf, ExecutorOptions options)
{
    private readonly Perseverance service = new(options.Pause, options.Patience, away => options.Notes($"partition {streams.Partition}: {away}"));
    private readonly Dictionary<string, StreamedLog> logs = new(StringComparer.Ordinal);

    private FencedWriter? outputs;
    private FencedWriter? states;
    private long read;
    private long events;

    /// <summary>How many input events its logs have taken.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>Works until it is told to stop; then its logs are saved.</summary>
    /// <exception cref="OwnershipLostException">Somebody else owns the partition now.</exception>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A log cannot be gone on with.</exception>
    public Task RunAsync(CancellationToken stop) => service.RunAsync(() => RecoverAsync(stop), () => ReadAsync(stop), SaveAllAsync, stop);

    private async Task RecoverAsync(CancellationToken stop)
    {
        // From here on nobody else can say anything, so that what the outputs end with is where each log is.
        outputs ??= await FencedWriter.TakeAsync(streams.Outputs, streams.OutputOwner, options.Owner, options.Window, options.Pause, stop);
        states ??= await FencedWriter.TakeAsync(streams.States, streams.StateOwner, options.Owner, options.Window, options.Pause, stop);
        logs.Clear();
        read = long.MaxValue;
        foreach (string subject in await streams.Inputs.SubjectsAsync(stop))
        {
            if (LogStreams.LogOf(subject) is { } name && await streams.Inputs.NewestAsync(subject, stop) is { } newest)
            {
                StreamedLog log = await OpenAsync(name, InputRecord.Read(newest.Content).Tag, stop);
                read = Math.Min(read, log.Input);
            }
        }

        read = read == long.MaxValue ? 0 : read;
    }

    private async Task<StreamedLog> OpenAsync(string name, LogTag tag, CancellationToken stop)
    {
        StreamedLog log = await StreamedLog.OpenAsync(streams, computationOf(name), tag, stop);
        logs.Add(name, log);
        if (log.Recovered is { } recovered)
        {
            foreach (string note in recovered.Notes)
            {
                options.Notes(note);
            }

            options.Notes($"log {name}: goes on behind event {log.Position.Sequence}; {recovered.Replayed} events were processed again, {(recovered.SnapshotSequence is { } at ? $"from the state at event {at}" : "from the first")}");
        }

        return log;
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using IAsyncEnumerator<StreamRecord> coming = streams.Inputs.ReadAsync(read, cancel: reading.Token).GetAsyncEnumerator(reading.Token);
        Task beat = Task.Delay(options.IdleAfter, stop);
        while (true)
        {
            Task<bool> next = coming.MoveNextAsync().AsTask();
            if (!next.IsCompleted)
            {
                beat = await IdleAsync(next, beat, reading);
            }

            if (!await next)
            {
                return;
            }

            await TakeAsync(coming.Current, stop);
            read = coming.Current.Sequence;
        }
    }

    /// <summary>Waits for the next record; where none comes from one beat to another, it is said how far the logs are.</summary>
    /// <returns>The beat after which it is looked again: one for many records, for a timer each would cost more than the record.</returns>
    private async Task<Task> IdleAsync(Task<bool> next, Task beat, CancellationTokenSource reading)
    {
        bool isQuiet = false;
        while (await Task.WhenAny(next, beat) != next && !reading.IsCancellationRequested)
        {
            try
            {
                if (isQuiet)
                {
                    await SayPlacesAsync();
                }
            }
            catch
            {
                // What is read from cannot be given up while it waits.
                await reading.CancelAsync();
                await Task.WhenAny(next);
                throw;
            }

            (beat, isQuiet) = (Task.Delay(options.IdleAfter, reading.Token), true);
        }

        return beat;
    }

    private async Task TakeAsync(StreamRecord record, CancellationToken stop)
    {
        if (record.Number == 0 || LogStreams.LogOf(record.Subject) is not { } name)
        {
            return;
        }

        InputRecord input = record.As(streams.Inputs, InputRecord.Read);
        StreamedLog log = logs.TryGetValue(name, out StreamedLog? known) ? known : await OpenAsync(name, input.Tag, stop);
        if (log.Take(record, input) is { } said)
        {
            await outputs!.AppendAsync(streams.OutputOf(name), said, service.Writing);
        }

        Interlocked.Add(ref events, input.Records);
        if (log.Unsaved >= options.SnapshotEvery)
        {
            await SaveAsync(log);
        }
    }

    /// <summary>Says how far each log is whose last events caused nothing, for those who read along.</summary>
    private async Task SayPlacesAsync()
    {
        foreach (StreamedLog log in logs.Values)
        {
            if (log.Place() is { } place)
            {
                await outputs!.AppendAsync(streams.OutputOf(log.Name), place, service.Writing);
            }
        }
    }

    private async Task SaveAllAsync()
    {
        foreach (StreamedLog log in logs.Values.Where(l => l.Unsaved > 0))
        {
            await SaveAsync(log);
        }

        await outputs!.FlushAsync(service.Writing);
    }

    /// <summary>Saves a state, behind everything that was said up to it.</summary>
    private async Task SaveAsync(StreamedLog log)
    {
        if (log.Place() is { } place)
        {
            await outputs!.AppendAsync(streams.OutputOf(log.Name), place, service.Writing);
        }

        long at = log.Position.Records;
        ReadOnlyMemory<byte> state = log.Save(states!.Epoch);
        await outputs!.FlushAsync(service.Writing);
        await StreamStates.WriteAsync(streams, states, log.Name, at, log.Input, outputs.Stored, state, service.Writing);
    }
}
