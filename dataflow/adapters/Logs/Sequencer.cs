using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>
/// Puts what came from outside into the logs, as the only one who writes their inputs: finds the log of each message, removes what
/// came twice, and refuses what cannot be read. How far it has come stands in the records that it writes.
/// </summary>
/// <param name="arrivals">What came.</param>
/// <param name="partitions">All partitions.</param>
/// <param name="keys">Where it is written down how far it has come, so that it need not look at everything when it starts.</param>
/// <param name="options">How it works.</param>
public sealed class Sequencer(IArrivals arrivals, IReadOnlyList<LogStreams> partitions, IKeys keys, SequencerOptions options)
{
    private readonly Perseverance service = new(options.Pause, options.Patience, options.Notes);
    private readonly Dictionary<string, SequencedLog> logs = new(StringComparer.Ordinal);
    private readonly Checkpoint checkpoint = new(keys, "candle-aggregator");
    private readonly Dictionary<string, QuietLog> clocks = new(StringComparer.Ordinal);
    private readonly List<InputEvent> fresh = [];

    private FencedWriter[] writers = [];
    private long last;
    private long read;
    private long checkpointed;
    private long events;
    private long doubled;
    private long refused;

    /// <summary>How many events it has put into logs.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>How many messages it has left out, because they had come before.</summary>
    public long Doubled => Interlocked.Read(ref doubled);

    /// <summary>How many messages could not be read.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Works until it is told to stop.</summary>
    /// <exception cref="OwnershipLostException">Somebody else writes the inputs now.</exception>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    public Task RunAsync(CancellationToken stop) => service.RunAsync(() => RecoverAsync(stop), () => ReadAsync(stop), CheckpointAsync, stop);

    /// <summary>Each log goes on behind its newest record; everything before the checkpoint is in the logs for sure.</summary>
    private async Task RecoverAsync(CancellationToken stop)
    {
        if (writers.Length == 0)
        {
            writers = await Task.WhenAll(partitions.Select(p => FencedWriter.TakeAsync(p.Inputs, p.InputOwner, options.Owner, options.Window, options.Pause, stop)));
        }

        logs.Clear();
        clocks.Clear();
        read = checkpointed = long.TryParse(await checkpoint.ReadAsync(stop), CultureInfo.InvariantCulture, out long place) ? place : 0;
        for (int i = 0; i < partitions.Count; i++)
        {
            foreach (string subject in await partitions[i].Inputs.SubjectsAsync(stop))
            {
                if (LogStreams.LogOf(subject) is { } name && await partitions[i].Inputs.NewestAsync(subject, stop) is { } newest)
                {
                    logs.Add(name, SequencedLog.Behind(subject, writers[i], InputRecord.Read(newest.Content)));
                }
            }
        }

        foreach ((string name, SequencedLog log) in options.Quiet is null ? [] : logs)
        {
            // What a log took last says whether its time goes on.
            if (await arrivals.FindAsync(log.Arrived, stop) is { } newest)
            {
                ClockOf(name).Saw(log.Newest, newest.IsRecorded);
            }
        }

        options.Notes($"goes on behind arrival {read}, with {logs.Count} logs");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using IAsyncEnumerator<Arrival> coming = arrivals.ReadAsync(read, reading.Token).GetAsyncEnumerator(reading.Token);
        while (true)
        {
            ValueTask<bool> next = coming.MoveNextAsync();
            if (!(next.IsCompleted ? await next : await IdleAsync(next.AsTask(), reading)))
            {
                return;
            }

            await TakeAsync(coming.Current, stop);
            read = coming.Current.Sequence;
            if (checkpoint.Age >= options.CheckpointEvery && read > checkpointed)
            {
                await CheckpointAsync();
            }
        }
    }

    private async Task TakeAsync(Arrival arrival, CancellationToken stop)
    {
        SequencedLog log;
        string symbol;
        LogRoute route;
        try
        {
            symbol = ArrivedEvents.SymbolOf(arrival.Subject);
            route = options.RouteOf(symbol) ?? throw new FormatException($"the pipeline is not for symbol '{symbol}'");
            log = LogOf(route.Log);
        }
        catch (FormatException mistake)
        {
            await RefuseAsync(new RefusedMessage(arrival, arrival.Content, mistake.Message));
            return;
        }

        if (arrival.Sequence <= log.Arrived)
        {
            return;
        }

        // First all of it is read and what is wrong kept elsewhere, then all the rest becomes part of the log: an arrival is taken whole.
        List<RefusedMessage> wrong = Read(arrival, log, symbol, route.Symbol);
        foreach (RefusedMessage message in wrong)
        {
            await RefuseAsync(message);
        }

        log.Add(CollectionsMarshal.AsSpan(fresh), ArrivedEvents.IsCommand(arrival.Subject) ? EventMarks.Own : EventMarks.None, arrival, last);
        NoteTime(route.Log, arrival);
        Interlocked.Add(ref events, fresh.Count);
        if (log.Pending >= options.RecordEvents)
        {
            await log.WriteAsync(service.Writing);
        }
    }

    private void NoteTime(string log, Arrival arrival)
    {
        if (options.Quiet is not null && fresh.Count > 0 && !ArrivedEvents.IsCommand(arrival.Subject))
        {
            QuietLog clock = ClockOf(log);
            foreach (ref readonly InputEvent e in CollectionsMarshal.AsSpan(fresh))
            {
                clock.Saw(e.Time, arrival.IsRecorded);
            }
        }
    }

    private QuietLog ClockOf(string log)
    {
        if (!clocks.TryGetValue(log, out QuietLog? clock))
        {
            clocks.Add(log, clock = new QuietLog(log, options.Quiet!));
        }

        return clock;
    }

    /// <summary>Nothing more is there at the moment: what was collected goes out, and time goes on in quiet logs until something comes.</summary>
    private async Task<bool> IdleAsync(Task<bool> coming, CancellationTokenSource reading)
    {
        try
        {
            await WriteAllAsync();
            while (options.Quiet is { } quiet && !coming.IsCompleted)
            {
                await TellTimeAsync();
                await Task.WhenAny(coming, Task.Delay(quiet.Beat, quiet.Clock, CancellationToken.None));
            }
        }
        catch
        {
            // What is read from cannot be given up while it waits.
            await reading.CancelAsync();
            await Task.WhenAny(coming);
            throw;
        }

        return await coming;
    }

    /// <summary>Tells quiet logs how far time has come; only where nothing waits to be taken, which must not be overtaken.</summary>
    private async ValueTask TellTimeAsync()
    {
        foreach ((string name, QuietLog clock) in clocks)
        {
            while (clock.TryTell(out Timestamp instant))
            {
                logs[name].AddClock(instant);
                Interlocked.Increment(ref events);
            }

            await logs[name].WriteAsync(service.Writing);
        }
    }

    /// <summary>Reads the new messages of an arrival.</summary>
    /// <returns>Those that cannot be read.</returns>
    private List<RefusedMessage> Read(Arrival arrival, SequencedLog log, string symbol, int index)
    {
        fresh.Clear();
        List<RefusedMessage> wrong = [];
        bool isCommand = ArrivedEvents.IsCommand(arrival.Subject);
        long known = log.NumberOf(arrival.Sender);
        long number = arrival.Number;
        bool isAfterGap = arrival.IsAfterGap && (arrival.Sender.Length == 0 || number > known);
        foreach (ReadOnlyMemory<byte> line in isCommand ? [arrival.Content] : ArrivedEvents.Lines(arrival.Content))
        {
            if (arrival.Sender.Length > 0 && number++ <= known)
            {
                Interlocked.Increment(ref doubled);
                continue;
            }

            try
            {
                InputEvent e = isCommand ? ArrivedEvents.Command(arrival.Subject, log.Newest) : ArrivedEvents.Read(line.Span, symbol);
                e.Symbol = index;
                if (isAfterGap && e.Kind is (EventKind.Tick or EventKind.Quote))
                {
                    (e.Flags, isAfterGap) = ((byte)(e.Flags | InputEvent.AfterGap), false);
                }

                fresh.Add(e);
            }
            catch (FormatException mistake)
            {
                wrong.Add(new RefusedMessage(arrival, line, mistake.Message));
            }
        }

        last = number - 1;
        return wrong;
    }

    private SequencedLog LogOf(string name)
    {
        if (!logs.TryGetValue(name, out SequencedLog? log))
        {
            int partition = options.PartitionOf(name);
            logs.Add(name, log = SequencedLog.Create(partitions[partition].InputOf(name), writers[partition]));
        }

        return log;
    }

    private async Task RefuseAsync(RefusedMessage message)
    {
        await options.Refuse(message);
        Interlocked.Increment(ref refused);
    }

    private async Task WriteAllAsync()
    {
        foreach (SequencedLog log in logs.Values)
        {
            await log.WriteAsync(service.Writing);
        }
    }

    private async Task CheckpointAsync()
    {
        await WriteAllAsync();
        foreach (FencedWriter writer in writers)
        {
            await writer.FlushAsync(service.Writing);
        }

        if (await checkpoint.WriteAsync(read.ToString(CultureInfo.InvariantCulture), service.Writing))
        {
            checkpointed = read;
        }
    }
}
