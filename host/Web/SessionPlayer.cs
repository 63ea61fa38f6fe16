using Pawl.Engine;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Verification;
using Pawl.Host.Web.Live;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>Takes an output of a session.</summary>
internal delegate void SessionOutput(SessionChannel channel, ReadOnlySpan<byte> line);

/// <summary>A channel of a session: what it is called, and what was said on it.</summary>
internal sealed class SessionChannel(string name, string type)
{
    private const int Kept = 500;

    public string Name => name;

    public string Type => type;

    /// <summary>The newest of it, for who jumps to a moment.</summary>
    public MarketDataWindow Window { get; } = new(Kept, 1 << 20);
}

/// <summary>
/// A stored run, run again event by event, all its logs together by time. What it says is what was said: the same engine runs the same input.
/// One thread at a time.
/// </summary>
internal sealed class SessionPlayer : IDisposable
{
    private readonly RecordedRun run;
    private readonly Utf8Buffer text = new();
    private readonly List<Track> tracks = [];

    private SessionPlayer(RecordedRun run)
    {
        this.run = run;
        foreach (StoredLog log in run.Logs)
        {
            Events += log.Tail.Records;
            End = LastTime(log) is { } last && last > End ? last : End;
        }

        Restart();
        Start = Time = tracks.Count == 0 ? default : tracks.Min(t => t.Next.Time);
    }

    /// <exception cref="StoreException">There is no such run, or this pipeline did not make it.</exception>
    public static SessionPlayer Open(ServedRun served, int number) =>
        new(RecordedRun.Open(served.Store, number, served.Data.Graph, served.Data.Instruments, served.Data.File.ScriptsIn));

    /// <summary>The time of the first event.</summary>
    public Timestamp Start { get; }

    /// <summary>The time of the last event.</summary>
    public Timestamp End { get; }

    /// <summary>The time of the last event that was taken.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>When the next event comes; null at the end.</summary>
    public Timestamp? Next => tracks.Count == 0 ? null : tracks[0].Next.Time;

    /// <summary>Events that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Events that there are.</summary>
    public long Events { get; }

    /// <summary>Everything that was said so far, by channel.</summary>
    public IReadOnlyCollection<SessionChannel> Channels => channels.Values;

    private readonly Dictionary<(string Log, int Channel), SessionChannel> channels = [];

    /// <summary>Goes back to before the first event.</summary>
    public void Restart()
    {
        tracks.Clear();
        channels.Clear();
        (Taken, Time) = (0, Start);
        foreach (StoredLog log in run.Logs)
        {
            if (log.Removed.Records > 0)
            {
                throw new StoreException($"the beginning of log {log.Name} was removed, as the settings store.keep_… said; only a session that is whole can be replayed");
            }

            Track track = new(run.Begin(log), new StoredEvents(log));
            if (track.MoveNext())
            {
                tracks.Add(track);
            }
        }

        tracks.Sort((a, b) => a.Against(b));
    }

    /// <summary>Takes the next event; false at the end.</summary>
    public bool Step(SessionOutput said)
    {
        if (tracks.Count == 0)
        {
            return false;
        }

        Track track = tracks[0];
        Time = track.Next.Time;
        track.Process();
        Taken++;
        Drain(track.Computation, said);
        Resort(track.MoveNext());
        return true;
    }

    public void Dispose() => run.Dispose();

    /// <summary>Puts the first track where it belongs now.</summary>
    private void Resort(bool goesOn)
    {
        Track track = tracks[0];
        tracks.RemoveAt(0);
        if (goesOn)
        {
            int at = tracks.FindIndex(t => track.Against(t) < 0);
            tracks.Insert(at < 0 ? tracks.Count : at, track);
        }
    }

    private void Drain(LogComputation computation, SessionOutput said)
    {
        EngineLog log = computation.Log;
        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            EnvelopeWriter writer = computation.Writers[output.Channel];
            text.Clear();
            writer.Write(text, output.Time, log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N);
            SessionChannel channel = ChannelOf(log, output.Channel);
            ReadOnlySpan<byte> line = text.Written[..^1];
            channel.Window.Add(new WindowEntry(output.Sequence, output.N, line.ToArray()));
            said(channel, line);
        }

        log.Outbox.Clear();
    }

    private SessionChannel ChannelOf(EngineLog log, int index)
    {
        if (!channels.TryGetValue((log.Name, index), out SessionChannel? channel))
        {
            Pawl.Engine.Channel of = log.Graph.Channels[index];
            string name = Subject.Of(of.Schema.Name, log.Symbols[of.Symbol], of.TimeFrame.ToString(), of.Node, ServedRun.Account);
            channels.Add((log.Name, index), channel = new SessionChannel(name, of.Schema.Name));
        }

        return channel;
    }

    private static Timestamp? LastTime(StoredLog log)
    {
        if (log.Tail.Records == 0 || log.Inputs.After(log.Tail.Records - 1) is not { } batch)
        {
            return null;
        }

        EventDecoder decoder = new();
        decoder.Open(batch.Events);
        Timestamp? last = null;
        while (decoder.TryRead(out InputEvent e, out _))
        {
            last = e.Time;
        }

        return last;
    }

    private sealed class Track(LogComputation computation, StoredEvents events)
    {
        public LogComputation Computation => computation;

        public ref readonly InputEvent Next => ref events.Current;

        public bool MoveNext() => events.MoveNext();

        public void Process() => computation.Driver.Process(computation.Log, new ReadOnlySpan<InputEvent>(in events.Current));

        /// <summary>By the time of the next event, then by log.</summary>
        public int Against(Track other) => Next.Time != other.Next.Time ? Next.Time.CompareTo(other.Next.Time) : string.CompareOrdinal(Computation.Log.Name, other.Computation.Log.Name);
    }
}
