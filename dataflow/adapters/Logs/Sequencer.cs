using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Where a symbol's events go.</summary>
/// <param name="Log">The log.</param>
/// <param name="Symbol">The symbol's number in it.</param>
public readonly record struct LogRoute(string Log, int Symbol);

/// <summary>What was refused.</summary>
/// <param name="Arrival">With what it came.</param>
/// <param name="Content">The message.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record RefusedMessage(Arrival Arrival, ReadOnlyMemory<byte> Content, string Reason);

/// <summary>How a sequencer works.</summary>
/// <param name="Owner">By this owners are told apart; another each time a program starts.</param>
/// <param name="PartitionOf">The partition of a log.</param>
/// <param name="RouteOf">Where the events of a symbol go; null where they go nowhere.</param>
public sealed record SequencerOptions(string Owner, Func<string, int> PartitionOf, Func<string, LogRoute?> RouteOf)
{
    /// <summary>Events that one record may hold, as far as they do not come in one message.</summary>
    public int RecordEvents { get; init; } = 64;

    /// <summary>Records of a partition that may be on their way at once.</summary>
    public int Window { get; init; } = 256;

    /// <summary>How long to wait before a server that does not answer is asked again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long writing may take after it was told to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often it is written down how far it has come.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Keeps what was refused; done before the place behind it is written down.</summary>
    public Func<RefusedMessage, Task> Refuse { get; init; } = _ => Task.CompletedTask;

    /// <summary>Told what people should know, a line each.</summary>
    public Action<string> Notes { get; init; } = _ => { };
}

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

        options.Notes($"goes on behind arrival {read}, with {logs.Count} logs");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        await using IAsyncEnumerator<Arrival> coming = arrivals.ReadAsync(read, stop).GetAsyncEnumerator(stop);
        while (true)
        {
            ValueTask<bool> next = coming.MoveNextAsync();
            if (!next.IsCompleted)
            {
                // Nothing more is there at the moment: what was collected goes out.
                await WriteAllAsync();
            }

            if (!await next)
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
        Interlocked.Add(ref events, fresh.Count);
        if (log.Pending >= options.RecordEvents)
        {
            await log.WriteAsync(service.Writing);
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
