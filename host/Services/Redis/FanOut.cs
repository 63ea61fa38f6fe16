using System.Threading.Channels;

namespace Pawl.Host.Services.Redis;

/// <summary>
/// One writer, many readers, each with a bounded queue of its own. What must arrive waits for the slowest; what may be missed waits for
/// nobody: a reader whose queue is full does not get it, and that is counted.
/// </summary>
internal sealed class FanOut<T>
{
    private readonly List<Reader> readers = [];

    /// <summary>A reader of all that is written from now on; to be added before the first is.</summary>
    public Reader Add(int capacity)
    {
        Reader reader = new(capacity);
        readers.Add(reader);
        return reader;
    }

    /// <summary>Gives something to every reader, as soon as each has room.</summary>
    public async ValueTask WriteAsync(T item, CancellationToken stop)
    {
        foreach (Reader reader in readers)
        {
            await reader.Queue.Writer.WriteAsync(item, stop);
        }
    }

    /// <summary>Gives something to every reader that has room at once.</summary>
    public void Offer(T item)
    {
        foreach (Reader reader in readers)
        {
            reader.Offer(item);
        }
    }

    /// <summary>Nothing will come any more.</summary>
    public void Complete() => readers.ForEach(r => r.Queue.Writer.TryComplete());

    internal sealed class Reader(int capacity)
    {
        private long dropped;

        public Channel<T> Queue { get; } = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });

        /// <summary>How many were left out.</summary>
        public long Dropped => Interlocked.Read(ref dropped);

        /// <summary>Takes what is there, up to a number of them; empty only at the end.</summary>
        public async ValueTask<List<T>> TakeAsync(int atMost, CancellationToken stop)
        {
            List<T> taken = [];
            if (await Queue.Reader.WaitToReadAsync(stop))
            {
                while (taken.Count < atMost && Queue.Reader.TryRead(out T? item))
                {
                    taken.Add(item);
                }
            }

            return taken;
        }

        public void Offer(T item)
        {
            if (!Queue.Writer.TryWrite(item))
            {
                Interlocked.Increment(ref dropped);
            }
        }
    }
}
