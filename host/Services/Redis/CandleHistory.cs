namespace Pawl.Host.Services.Redis;

/// <summary>Writes candles to SQLite in batches, and gives back those that Redis lacks.</summary>
/// <param name="path">The file.</param>
/// <param name="from">What is to be written.</param>
internal sealed class CandleHistory(string path, FanOut<MarketItem>.Reader from)
{
    private const int Piece = 1024;

    private readonly Lock gate = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long stored;

    /// <summary>How many candles of this process are stored.</summary>
    public long Stored => Interlocked.Read(ref stored);

    /// <summary>Writes until nothing comes any more.</summary>
    /// <exception cref="Recovery.StoreException">The file cannot be written.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using CandleStore store = CandleStore.ToWrite(path);
        while (await from.TakeAsync(Piece, stop) is { Count: > 0 } items)
        {
            MarketItem[] candles = [.. items.Where(i => i is { IsConfirmed: true, IsTick: false })];
            if (candles.Length > 0)
            {
                store.Add(candles);
                Note(candles[^1].Number);
            }
        }
    }

    /// <summary>Waits until so many are stored.</summary>
    public async Task StoredUpToAsync(long number, CancellationToken stop)
    {
        while (Stored < number)
        {
            Task next;
            lock (gate)
            {
                next = Stored < number ? more.Task : Task.CompletedTask;
            }

            await next.WaitAsync(stop);
        }
    }

    /// <inheritdoc cref="CandleStore.ToRead"/>
    public CandleStore? Open() => CandleStore.ToRead(path);

    private void Note(long number)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            Interlocked.Exchange(ref stored, number);
            (waiting, more) = (more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.TrySetResult();
    }
}
