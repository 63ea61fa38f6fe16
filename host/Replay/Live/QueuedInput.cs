using System.Threading.Channels;
using Pawl.Engine;
using Pawl.Ingestion;

namespace Pawl.Host.Replay.Live;

/// <summary>
/// A source that gives what there is as soon as there is anything, rather than fill a batch. One thread reads the source event
/// by event into a bounded queue; where the queue is full, it waits, and so does whoever writes to standard input.
/// </summary>
internal sealed class QueuedInput : IInputSource
{
    private const int Capacity = 64 * 1024;

    private readonly IInputSource source;
    private readonly CancellationToken stop;
    private readonly Channel<InputEvent> queue = System.Threading.Channels.Channel.CreateBounded<InputEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    public QueuedInput(IInputSource source, CancellationToken stop)
    {
        this.source = source;
        this.stop = stop;
        new Thread(Fill) { IsBackground = true, Name = "source" }.Start();
    }

    public InputProgress Progress => source.Progress;

    public IReadOnlyList<string> Warnings => source.Warnings;

    public IReadOnlyList<ContractRoll> Rolls => source.Rolls;

    public int Read(Span<InputEvent> batch)
    {
        if (batch.IsEmpty || !WaitForEvent())
        {
            return 0;
        }

        int count = 0;
        while (count < batch.Length && queue.Reader.TryRead(out batch[count]))
        {
            count++;
        }

        return count;
    }

    /// <summary>The thread may still be reading, and ends with the program: the source is left to it.</summary>
    public void Dispose()
    {
    }

    /// <exception cref="IngestionException">The source ended with it.</exception>
    private bool WaitForEvent()
    {
        try
        {
            return queue.Reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException closed) when (closed.InnerException is IngestionException failure)
        {
            throw new IngestionException(failure.Message, failure);
        }
    }

    private void Fill()
    {
        try
        {
            InputEvent[] one = new InputEvent[1];
            while (source.Read(one) > 0)
            {
                queue.Writer.WriteAsync(one[0], stop).AsTask().GetAwaiter().GetResult();
            }

            queue.Writer.Complete();
        }
        catch (Exception failure) when (failure is IngestionException or IOException or OperationCanceledException)
        {
            queue.Writer.Complete(failure);
        }
    }
}
