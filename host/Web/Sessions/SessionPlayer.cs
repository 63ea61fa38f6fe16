using Pawl.Engine;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Verification;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>
/// A stored run, run again event by event, all its logs together by time. What it says is what was said: the same engine runs the same input.
/// Another version of the pipeline may go beside it. One thread at a time.
/// </summary>
internal sealed class SessionPlayer : IDisposable
{
    private readonly RecordedRun run;
    private readonly string store;
    private readonly Dictionary<string, LogComputation> computations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormingLines> forming = new(StringComparer.Ordinal);
    private SessionTape tape = new([]);
    private SessionAccount[] accounts = [];

    private SessionPlayer(RecordedRun run, string store)
    {
        (this.run, this.store) = (run, store);
        foreach (StoredLog log in run.Logs)
        {
            Events += log.Tail.Records;
            End = LastTime(log) is { } last && last > End ? last : End;
        }

        Restart();
        Start = Time = Next ?? default;
    }

    /// <exception cref="StoreException">There is no such run, or this pipeline did not make it.</exception>
    public static SessionPlayer Open(ServedRun served, int number) =>
        new(RecordedRun.Open(served.Store, number, served.Data.Graph, served.Data.Instruments, served.Data.File.ScriptsIn), served.Store);

    /// <summary>The run that is played.</summary>
    public RecordedRun Recorded => run;

    /// <summary>The time of the first event.</summary>
    public Timestamp Start { get; }

    /// <summary>The time of the last event.</summary>
    public Timestamp End { get; }

    /// <summary>The time of the last event that was taken.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>When the next event comes; null at the end.</summary>
    public Timestamp? Next => tape.Next?.Current.Time;

    /// <summary>Events that were taken, or lie before the saved states that it began with.</summary>
    public long Taken { get; private set; }

    /// <summary>Events that there are.</summary>
    public long Events { get; }

    /// <summary>Everything that was said so far, by channel.</summary>
    public SessionChannels Channels { get; private set; } = new();

    /// <summary>Another version of the pipeline; null where none goes beside it.</summary>
    public SessionVariant? Beside { get; set; }

    /// <summary>All events from the beginning.</summary>
    /// <exception cref="StoreException">The beginning was removed.</exception>
    public SessionTape Tape() => new(run.Logs.Select(log => log.Removed.Records == 0 ? new StoredEvents(log)
        : throw new StoreException($"the beginning of log {log.Name} was removed, as the settings store.keep_… said; only a session that is whole can be replayed")));

    /// <summary>Goes back to before the first event.</summary>
    public void Restart()
    {
        Forget();
        tape = Tape();
        foreach (StoredLog log in run.Logs)
        {
            computations[log.Name] = run.Begin(log);
        }

        Listen();
        Beside?.Restart();
        (Taken, Time) = (0, Start);
    }

    /// <summary>Goes back to the nearest saved state of each log before a moment. What goes beside it has none, and begins anew with it.</summary>
    public void RestartBefore(Timestamp moment)
    {
        if (Beside is not null)
        {
            Restart();
            return;
        }

        Forget();
        List<StoredEvents> events = [];
        using StoredMessages messages = new(store);
        foreach (StoredLog log in run.Logs)
        {
            (computations[log.Name], LogPosition at) = SessionStart.Before(run, log, moment);
            SessionStart.Recall(messages, run.Stored.Id, log, at, computations[log.Name].Log, Channels);
            events.Add(new StoredEvents(log, at));
            Taken += at.Records;
            Time = computations[log.Name].Log.Header.Time is var time && at.Records > 0 && time > Time ? time : Time;
        }

        tape = new SessionTape(events);
        Listen();
        TellAccounts(static (_, _) => { });
    }

    /// <summary>Takes the next event; false at the end.</summary>
    /// <param name="said">Takes what was said.</param>
    /// <param name="saidBeside">Takes what the other version says.</param>
    public bool Step(SessionOutput said, SessionOutput saidBeside)
    {
        if (tape.Next is not { } next)
        {
            return false;
        }

        Time = next.Current.Time;
        LogComputation computation = computations[next.Log];
        computation.Driver.Process(computation.Log, new ReadOnlySpan<InputEvent>(in next.Current));
        Taken++;
        Channels.Drain(computation, said);
        Beside?.Take(next.Log, in next.Current, next.IsOwn, saidBeside);
        tape.Advance();
        TellAccounts(said);
        return true;
    }

    /// <summary>What would be said if the forming bars ended now.</summary>
    public List<PreviewLine> Forming()
    {
        List<PreviewLine> lines = [];
        foreach (LogComputation computation in computations.Values)
        {
            if (!forming.TryGetValue(computation.Log.Name, out FormingLines? of))
            {
                forming.Add(computation.Log.Name, of = new FormingLines());
            }

            of.Add(computation.Log, computation.Driver, computation.Writers, static _ => true, lines);
        }

        return lines;
    }

    public void Dispose()
    {
        Array.ForEach(accounts, a => a.Dispose());
        run.Dispose();
    }

    /// <summary>Begins to read again what the accounts said.</summary>
    private void Listen()
    {
        Array.ForEach(accounts, a => a.Dispose());
        accounts = [.. run.Accounts.Select(a => new SessionAccount(a))];
    }

    private void TellAccounts(SessionOutput said)
    {
        foreach (SessionAccount account in accounts)
        {
            account.Before(Next, line => Channels.Take(account.Name, line, said));
        }
    }

    private void Forget()
    {
        Channels = new SessionChannels();
        (Taken, Time) = (0, Start);
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
}
