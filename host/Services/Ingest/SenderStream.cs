using System.Text.Json;
using Pawl.Bus;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>A stream while a gateway works on it: one batch at a time.</summary>
internal sealed class SenderStream(IKeys keys, string name)
{
    private Task turn = Task.CompletedTask;
    private SenderState? state;
    private long revision;
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Key => SubjectToken.Of(name);

    /// <summary>Up to when (milliseconds since 1970) a batch may be in the stream of which nobody knows; those behind it do not go before it.</summary>
    public long InDoubtUntil { get; set; }

    /// <summary>Ends when the stream has gone on.</summary>
    public Task Changed => changed.Task;

    /// <summary>Waits until those before have left.</summary>
    /// <returns>To be completed by whoever leaves.</returns>
    public async Task<TaskCompletionSource> EnterAsync(CancellationToken cancel)
    {
        TaskCompletionSource mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before = Interlocked.Exchange(ref turn, mine.Task);
        try
        {
            await before.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The turn goes on to whoever came behind.
            _ = before.ContinueWith(_ => mine.SetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        return mine;
    }

    /// <summary>How far it has come.</summary>
    /// <exception cref="BusException">Nobody can be asked.</exception>
    public async Task<SenderState> StateAsync(CancellationToken cancel)
    {
        if (state is null)
        {
            KeyEntry? entry = await keys.GetAsync(Key, cancel);
            revision = entry?.Revision ?? 0;
            state = entry is null ? new SenderState() : Read(entry);
        }

        return state;
    }

    /// <summary>Writes down how far it has come.</summary>
    /// <returns>False where somebody else has written meanwhile.</returns>
    /// <exception cref="BusException">Nobody knows whether it was written.</exception>
    public async Task<bool> MoveAsync(SenderState to, CancellationToken cancel)
    {
        // Until it is known what is written, the next one asks.
        state = null;
        if (await keys.PutAsync(Key, to.Write(), revision, cancel) is not { } written)
        {
            return false;
        }

        (state, revision, InDoubtUntil) = (to, written, 0);
        TaskCompletionSource before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.TrySetResult();
        return true;
    }

    private SenderState Read(KeyEntry entry)
    {
        try
        {
            return SenderState.Read(entry.Value);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BusException($"key {Key} of stream {name} holds no state of a stream; delete it ({e.Message})", e);
        }
    }
}
