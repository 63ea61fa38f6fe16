using System.Threading.Channels;

namespace Pawl.Host.Web.Live;

/// <summary>
/// What is to be sent to one client. Up to a bound frames wait in order; beyond it a frame whose stream has newer ones later gives way
/// to the newest of its stream, and how many gave way is told. Frames of which each counts wait up to a bound of their own; who lets them
/// grow beyond that is given up. Nobody who adds a frame ever waits.
/// </summary>
/// <param name="frames">Frames that wait in order before the newest of each stream alone is kept.</param>
/// <param name="most">Frames that wait at all.</param>
/// <param name="bytes">Bytes of them.</param>
public sealed class ClientQueue(int frames = 512, int most = 16_384, long bytes = 32 << 20)
{
    private readonly Lock gate = new();
    private readonly Queue<Frame> waiting = [];
    private readonly Dictionary<object, (Frame Frame, int Skipped)> newest = [];
    private readonly Channel<bool> ready = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long held;

    /// <summary>Whether the client was too slow for what it has to get.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How many frames gave way to newer ones.</summary>
    public long Conflated { get; private set; }

    /// <summary>How many frames wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return waiting.Count + newest.Count;
            }
        }
    }

    public void Add(Frame frame)
    {
        lock (gate)
        {
            if (IsGivenUp)
            {
                return;
            }

            if (frame.Stream is { } stream && (newest.Count > 0 || waiting.Count >= frames))
            {
                bool isThere = newest.TryGetValue(stream, out (Frame Frame, int Skipped) older);
                newest[stream] = (frame, isThere ? older.Skipped + 1 : 0);
                Conflated += isThere ? 1 : 0;
            }
            else
            {
                waiting.Enqueue(frame);
                held += frame.Text.Length;
            }

            if (waiting.Count + newest.Count > most || held > bytes)
            {
                IsGivenUp = true;
                waiting.Clear();
                newest.Clear();
            }

            ready.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until there is something to send, or the client is given up.</summary>
    public Task WaitAsync(CancellationToken stop) => ready.Reader.ReadAsync(stop).AsTask();

    /// <summary>Takes the next frame; false where none waits.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="skipped">How many of its stream were left out before it.</param>
    public bool TryTake(out Frame? frame, out int skipped)
    {
        lock (gate)
        {
            skipped = 0;
            if (waiting.TryDequeue(out frame))
            {
                held -= frame.Text.Length;
                return true;
            }

            foreach ((object stream, (Frame Frame, int Skipped) entry) in newest)
            {
                newest.Remove(stream);
                (frame, skipped) = entry;
                return true;
            }

            return false;
        }
    }
}
