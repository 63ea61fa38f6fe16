using System.Threading.Channels;
using Pawl.Engine;
using Pawl.Ingestion;

namespace Pawl.Host.Replay.Live;

/// <summary>
/// A source that gives what there is as soon as there is anything, rather than fill a batch. One thread reads the source event
/// by event into a bounded queue; where the queue is full, it waits, and so does whoever writes to standard input. Where nothing comes,
/// time may go on all the same.
/// </summary>
internal sealed class QueuedInput : IInputSource
{
    private const int Capacity = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly IInputSource source;
    private readonly CancellationToken stop;
    private readonly QuietClock? clock;
    private readonly Channel<InputEvent> queue;

    private Task<bool>? awaited;

    /// <param name="source">The source.</param>
    /// <param name="clock">Lets time go on while nothing comes; null where only events do.</param>
    /// <param name="stop">Ends a wait.</param>
    /// <param name="capacity">How many events wait at most.</param>
    public QueuedInput(IInputSource source, QuietClock? clock, CancellationToken stop, int capacity = Capacity)
    {
        queue = System.Threading.Channels.Channel.CreateBounded<InputEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        this.source = source;
        this.clock = clock;
        this.stop = stop;
        new Thread(Fill) { IsBackground = true, Name = "source" }.Start();
    }

    public InputProgress Progress => source.Progress;

    public IReadOnlyList<string> Warnings => source.Warnings;

    public IReadOnlyList<ContractRoll> Rolls => source.Rolls;

    public int Read(Span<InputEvent> batch)
    {
        if (batch.IsEmpty)
        {
            return 0;
        }

        while (!HasCome())
        {
            if (clock!.Tell(batch) is > 0 and var told)
            {
                return told;
            }
        }

        if (!WaitForEvent())
        {
            return 0;
        }

        int count = 0;
        while (count < batch.Length && queue.Reader.TryRead(out batch[count]))
        {
            count++;
        }

        clock?.Saw(batch[..count]);
        return count + (clock?.Tell(batch[count..]) ?? 0);
    }

    /// <summary>The thread may still be reading, and ends with the program: the source is left to it.</summary>
    public void Dispose()
    {
    }

    /// <summary>Whether there is something, be it the end; false where time may go on meanwhile.</summary>
    private bool HasCome()
    {
        awaited ??= queue.Reader.WaitToReadAsync(stop).AsTask();
        return clock is null || Task.WaitAny([awaited], Patience) == 0;
    }

    /// <exception cref="IngestionException">The source ended with it.</exception>
    private bool WaitForEvent()
    {
        try
        {
            bool more = awaited!.GetAwaiter().GetResult();
            awaited = null;
            return more;
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
