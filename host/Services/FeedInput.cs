using System.Threading.Channels;
using Pawl.Engine;
using Pawl.Ingestion;

namespace Pawl.Host.Services;

/// <summary>A source without end that something brings in the background. Where what waits is full, that waits, too.</summary>
internal abstract class FeedInput(SymbolTable symbols) : IInputSource
{
    private const int Waiting = 64 * 1024;

    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<(string Symbol, InputEvent Event)> queue = System.Threading.Channels.Channel.CreateBounded<(string, InputEvent)>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
    private Task reading = Task.CompletedTask;
    private long rows;
    private bool isDisposed;

    public InputProgress Progress => new(0, 0, Interlocked.Read(ref rows), 0);

    public IReadOnlyList<string> Warnings => [];

    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        if (batch.IsEmpty || !HasCome())
        {
            return 0;
        }

        while (count < batch.Length && queue.Reader.TryRead(out (string Symbol, InputEvent Event) next))
        {
            batch[count] = next.Event;
            batch[count++].Symbol = symbols.Intern(Types.Symbol.Parse(next.Symbol));
        }

        Interlocked.Add(ref rows, count);
        return count;
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        stopping.Cancel();
        Task.WaitAny(reading);
        stopping.Dispose();
    }

    /// <summary>Begins to bring it; to be called at the end of the constructor.</summary>
    protected void Begin() => reading = Task.Run(async () =>
    {
        try
        {
            await BringAsync(stopping.Token);
            queue.Writer.TryComplete();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            queue.Writer.TryComplete();
        }
        catch (Exception e)
        {
            queue.Writer.TryComplete(new IngestionException(e.Message, e));
        }
    });

    /// <summary>Brings what there is until it is told to stop. What it fails with is what reading ends with.</summary>
    protected abstract Task BringAsync(CancellationToken stop);

    /// <summary>Hands on what has come.</summary>
    protected ValueTask BringAsync(string symbol, InputEvent e, CancellationToken stop) => queue.Writer.WriteAsync((symbol, e), stop);

    private bool HasCome()
    {
        try
        {
            return queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (IngestionException failure)
        {
            throw new IngestionException(failure.Message, failure);
        }
    }
}
