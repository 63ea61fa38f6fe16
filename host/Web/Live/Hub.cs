using System.Threading.Channels;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>
/// Hands on what logs commit to those who want it. A thread of its own does it: who commits leaves a copy of the lines and goes on, and
/// clients have queues that are bounded, so that nobody waits for anybody. All but <see cref="Offer"/> and <see cref="Post"/> happens
/// on that thread.
/// </summary>
public sealed partial class Hub : IDisposable
{
    /// <summary>How far the hub may be behind; what comes beyond it is dropped, and clients are told of the gap.</summary>
    private const long MostBehind = 64 << 20;

    /// <summary>How much windows hold together where nothing else is said.</summary>
    public const long DefaultWindowBytes = 256L << 20;

    private readonly Channel<Action> work = System.Threading.Channels.Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, HubStream> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HubLog> logs = new(StringComparer.Ordinal);
    private readonly HashSet<HubClient> clients = [];
    private readonly string account;
    private readonly Thread thread;
    private HubStream[] published = [];
    private long behind;

    /// <param name="account">The account that orders belong to.</param>
    /// <param name="windowBytes">How much all windows hold together.</param>
    public Hub(string account, long windowBytes = DefaultWindowBytes)
    {
        this.account = account;
        mostHeld = windowBytes;
        thread = new Thread(Work) { IsBackground = true, Name = "hub" };
        thread.Start();
    }

    /// <summary>Under which name, beside its subject, a stream may be asked for; null where there are no such names.</summary>
    public Func<SaidBy, string?>? OtherName { get; init; }

    /// <summary>What was counted.</summary>
    public HubCounts Counts { get; } = new();

    /// <summary>Bytes that were left with it and are not handed on yet.</summary>
    public long Behind => Interlocked.Read(ref behind);

    /// <summary>The streams so far; any thread may read them and their windows.</summary>
    public IReadOnlyList<HubStream> Streams => Volatile.Read(ref published);

    /// <summary>Lets the hub's thread do something.</summary>
    public void Post(Action action) => work.Writer.TryWrite(action);

    /// <summary>As <see cref="Post"/>, and waits until it is done.</summary>
    public Task Do(Action action)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!work.Writer.TryWrite(() =>
            {
                try
                {
                    action();
                }
                finally
                {
                    done.SetResult();
                }
            }))
        {
            done.SetResult();
        }

        return done.Task;
    }

    /// <summary>Takes canonical lines that a log has committed. It copies them and returns.</summary>
    public void Offer(string log, ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        int length = lines.Length;
        if (Interlocked.Add(ref behind, length) > MostBehind)
        {
            Interlocked.Add(ref behind, -length);
            Interlocked.Increment(ref Counts.Dropped);
            Post(() => LogOf(log).HasHole = true);
            return;
        }

        byte[] copy = lines.ToArray();
        Post(() =>
        {
            Take(log, copy);
            Interlocked.Add(ref behind, -length);
        });
    }

    /// <summary>Takes what was stored before, which is handed to nobody but those who ask for it later.</summary>
    /// <param name="log">The log.</param>
    /// <param name="after">The event after which these lines are all there is.</param>
    /// <param name="lines">The lines.</param>
    public void Recall(string log, long after, byte[] lines) => Post(() =>
    {
        LogOf(log).CoveredAfter = Math.Max(after, LogOf(log).CoveredAfter);
        Take(log, lines);
    });

    public void Dispose()
    {
        work.Writer.TryComplete();
        thread.Join(TimeSpan.FromSeconds(2));
    }

    private void Work()
    {
        while (work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (work.Reader.TryRead(out Action? action))
            {
                Run(action);
            }
        }
    }

    /// <summary>Whatever goes wrong here is no reason to end the run.</summary>
    private static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"web: a mistake of the program, please report it: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
        }
    }

    private HubLog LogOf(string name)
    {
        if (!logs.TryGetValue(name, out HubLog? log))
        {
            logs.Add(name, log = new HubLog());
        }

        return log;
    }

    private void Take(string name, ReadOnlyMemory<byte> lines)
    {
        HubLog log = LogOf(name);
        while (!lines.IsEmpty)
        {
            int end = lines.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            Take(name, log, line);
        }
    }

    private void Take(string name, HubLog log, ReadOnlyMemory<byte> line)
    {
        Envelope message = Envelope.Read(line.Span);
        if (!OutputId.TryParse(message.Id, out OutputId id) || (id.Sequence, id.Index).CompareTo(log.Newest) <= 0)
        {
            // A run that is shown its outputs from before again says them here, too.
            return;
        }

        if (log.HasHole)
        {
            Mend(name, log, id);
        }

        log.Newest = (id.Sequence, id.Index);
        HubStream stream = StreamOf(message.Type, message.Symbol.Name, message.TimeFrame.ToString(), message.Node);
        stream.Log = name;
        stream.Preview = null;
        Keep(stream, new WindowEntry(id.Sequence, id.Index, line.ToArray()), name);
        Counts.Messages++;
        if (stream.Clients.Count > 0)
        {
            Frame frame = Frame.Of(stream.Channel, line.Span, stream.IsValue ? stream : null);
            stream.Clients.ForEach(client => client.Queue.Add(frame));
            Counts.Frames += stream.Clients.Count;
        }
    }

    private HubStream StreamOf(string type, string symbol, string timeFrame, string node)
    {
        string key = $"{type} {symbol} {timeFrame} {node}";
        if (!streams.TryGetValue(key, out HubStream? stream))
        {
            stream = new HubStream(type, symbol, timeFrame, node, account) { OtherName = OtherName?.Invoke(new SaidBy(type, symbol, timeFrame, node)) };
            stream.Window.Limit(share);
            stream.Clients.AddRange(clients.Where(c => c.Wants(stream, stream.Channel)));
            stream.PreviewClients.AddRange(clients.Where(c => stream.PreviewChannel is { } preview && c.Wants(stream, preview)));
            streams.Add(key, stream);
            Volatile.Write(ref published, [.. streams.Values]);
        }

        return stream;
    }

    /// <summary>What was dropped is missing in every window of the log: it begins anew, and those who got it are told.</summary>
    private void Mend(string name, HubLog log, OutputId next)
    {
        log.HasHole = false;
        log.CoveredAfter = next.Sequence;
        foreach (HubStream stream in streams.Values.Where(s => s.Log == name))
        {
            stream.Forgotten = new OutputId(name, next.Sequence, 0);
            Frame gap = Gap(stream.Channel, new OutputId(name, log.Newest.Sequence, log.Newest.Index));
            stream.Clients.ForEach(client => client.Queue.Add(gap));
        }
    }

    private static Frame Gap(string channel, OutputId since) => Frame.Typed("gap", json =>
    {
        json.WriteString("channel", channel);
        json.WriteString("log", since.Log);
        json.WriteString("since", since.ToString());
    });

    /// <summary>The lines of what a preview says, each on its stream.</summary>
    public void TakePreviews(IReadOnlyList<PreviewLine> lines)
    {
        foreach (PreviewLine said in lines)
        {
            HubStream stream = StreamOf(said.Type, said.Symbol, said.TimeFrame, said.Node);
            if (stream.PreviewChannel is { } channel && stream.Preview?.Span.SequenceEqual(said.Line) != true)
            {
                stream.Preview = said.Line;
                if (stream.PreviewClients.Count > 0)
                {
                    Frame frame = Frame.Of(channel, said.Line, stream.PreviewKey);
                    stream.PreviewClients.ForEach(client => client.Queue.Add(frame));
                    Counts.Frames += stream.PreviewClients.Count;
                }
            }
        }
    }

    /// <summary>Whether anybody gets previews of a symbol's time frame.</summary>
    public bool WantsPreview(string symbol, string timeFrame) =>
        Streams.Any(s => s.Symbol == symbol && s.TimeFrame == timeFrame && s.PreviewClients.Count > 0);

    /// <summary>A frame for everybody.</summary>
    public void Tell(Frame frame)
    {
        foreach (HubClient client in clients)
        {
            client.Queue.Add(frame);
        }
    }
}

/// <summary>A line of a preview.</summary>
public sealed record PreviewLine(string Type, string Symbol, string TimeFrame, string Node, byte[] Line);

/// <summary>What a hub counted.</summary>
public sealed class HubCounts
{
    /// <summary>Messages that logs committed.</summary>
    public long Messages;

    /// <summary>Frames that were put into queues.</summary>
    public long Frames;

    /// <summary>Pieces of a log's lines that were dropped as the hub was too far behind.</summary>
    public long Dropped;

    /// <summary>Clients that are connected.</summary>
    public int Clients;
}
