using Pawl.Bus;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Paper;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Services.Trading;

/// <summary>
/// Computes the logs of an account and trades them on paper, as <c>pawl run</c> does: the same lanes, account and matching. Each step is stored
/// as one record of the account's log. It begins where the streams end, and goes on with what comes.
/// </summary>
/// <param name="system">The streams.</param>
/// <param name="logs">The logs.</param>
/// <param name="data">The pipeline.</param>
/// <param name="request">The account.</param>
/// <param name="options">How it works.</param>
internal sealed class AccountExecutor(NatsSystem system, LogFactory logs, PipelineData data, AccountRequest request, ExecutorOptions options)
{
    /// <summary>The most events of a step: what they cause has to fit into a message.</summary>
    private const int MostEvents = 64;

    private readonly string name = request.Name;
    private readonly Chunk chunk = new(MostEvents);
    private readonly List<(StoredLogRun Run, LogStreams Streams)> runs = [];
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private AccountStore store = null!;
    private PaperTrading trading = null!;
    private LogRun[] all = [];
    private long events;

    /// <summary>How far a log has come in the stream of its inputs.</summary>
    private sealed class Place
    {
        public required int Index { get; init; }

        /// <summary>The number of the record that holds its last event.</summary>
        public required long Sequence { get; set; }

        /// <summary>How many events it has taken.</summary>
        public required long Taken { get; set; }
    }

    /// <summary>How many input events its logs have taken.</summary>
    public long Events => Interlocked.Read(ref events);

    /// <summary>Takes all partitions of the account's symbols over, and works until it is told to stop; then its logs are saved.</summary>
    /// <param name="partitions">Those partitions.</param>
    /// <param name="stop">Tells it to stop.</param>
    /// <exception cref="OwnershipLostException">Somebody else owns one of them now.</exception>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">It cannot be gone on with.</exception>
    public async Task RunAsync(IReadOnlyList<LogStreams> partitions, CancellationToken stop)
    {
        using CancellationTokenSource late = new();
        await using CancellationTokenRegistration ending = stop.Register(() => late.CancelAfter(options.Patience));
        await RecoverAsync(partitions, stop);
        List<(LogStreams, long)> from = [.. partitions.Select(p => (p, Begin(p)))];
        await using PartitionInputs coming = new(from, new ReaderOptions { Pause = options.Pause, Notes = options.Notes }, stop);
        try
        {
            while (true)
            {
                await coming.WaitAsync(stop);
                while (!stop.IsCancellationRequested && coming.TryTake(out ComingEvents? next))
                {
                    await TakeAsync(next!, late.Token);
                }

                await StepAsync(late.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !late.IsCancellationRequested)
        {
            await StepAsync(late.Token);
            await CommitAsync(every: 1, late.Token);
        }
    }

    /// <summary>After which number of a partition's inputs there is something new: a record may have been taken in part.</summary>
    private long Begin(LogStreams streams) => runs.Where(r => r.Streams == streams).Select(r => places[r.Run.Name].Sequence - 1).Append(long.MaxValue).Min() is var first && first == long.MaxValue ? 0 : Math.Max(0, first);

    private async Task RecoverAsync(IReadOnlyList<LogStreams> partitions, CancellationToken stop)
    {
        store = await AccountStore.OpenAsync(system.Account(name), partitions, system.Partitions.Of, options, stop);
        IReadOnlyDictionary<string, StoredAccount> accounts = store.Stored is { } stored ? new Dictionary<string, StoredAccount> { [name] = stored } : [];
        SymbolTable symbols = new();
        foreach (string symbol in request.Symbols)
        {
            symbols.Intern(Symbol.Parse(symbol));
        }

        trading = new PaperTrading(data.Graph, symbols, data.Instruments, new PaperRequest(request.Settings) { IsMerged = false, Findings = new NoteWriter(options.Notes) }, accounts);
        foreach (LogStreams streams in partitions)
        {
            foreach (string subject in await streams.Inputs.SubjectsAsync(stop))
            {
                if (LogStreams.LogOf(subject) is { } log && await streams.Inputs.NewestAsync(subject, stop) is { } newest)
                {
                    await OpenAsync(streams, log, InputRecord.Read(newest.Content).Tag, stop);
                }
            }
        }

        trading.Begin(all);
    }

    private async Task OpenAsync(LogStreams streams, string log, LogTag tag, CancellationToken stop)
    {
        if (logs.SymbolsOf(log).FirstOrDefault(s => !request.Symbols.Contains(s, StringComparer.Ordinal)) is { } foreign)
        {
            throw new StoreException($"partition {streams.Partition} also holds log '{log}' with {foreign}, which account '{name}' does not trade; name all symbols of these partitions with --symbols, or write them under 'symbols' of the pipeline, for all roles");
        }

        LogComputation computation = logs.Create(log);
        TradedLog? found = await store.FindAsync(log, tag, computation.Pipeline, stop);
        StoredLogRun run = new(computation, data.Instruments, new NoSink(), found is null ? null : new StoredBefore(found.Stored, null, Recalls: false, GoesOn: true), tag) { TakesAll = true };
        if (run.Recovered is { } recovered)
        {
            foreach (string note in recovered.Notes)
            {
                options.Notes(note);
            }

            options.Notes($"log {log}: goes on behind event {run.Position.Sequence}; {recovered.Replayed} events were processed again, {(recovered.SnapshotSequence is { } at ? $"from the state at event {at}" : "from the first")}");
        }

        places.Add(log, new Place { Index = runs.Count, Sequence = found?.Input ?? 0, Taken = found?.Inputs ?? 0 });
        runs.Add((run, streams));
        all = [.. all, run];
    }

    private async Task TakeAsync(ComingEvents coming, CancellationToken writing)
    {
        if (!places.TryGetValue(coming.Log, out Place? place))
        {
            await StepAsync(writing);
            await OpenAsync(system.Streams[system.Partitions.Of(coming.Log)], coming.Log, coming.Record.Tag, writing);
            place = places[coming.Log];
        }

        StoredLogRun run = runs[place.Index].Run;
        if (coming.Record.Tag != run.Tag)
        {
            throw new StoreException($"log {coming.Log}: record {coming.Sequence} of its inputs belongs to another log of that name (tag {coming.Record.Tag}, here {run.Tag})");
        }

        long at = coming.Record.FirstRecord;
        if (at > place.Taken + 1)
        {
            throw new StoreException($"log {coming.Log}: its inputs go on with event {at}, and event {place.Taken + 1} is needed: what lies between was lost");
        }

        EventDecoder decoder = new();
        decoder.Open(coming.Record.Events);
        for (; decoder.TryRead(out InputEvent e, out _); at++)
        {
            if (at > place.Taken)
            {
                await TakeAsync(run, place, e, coming.Sequence, writing);
            }
        }
    }

    private async Task TakeAsync(StoredLogRun run, Place place, InputEvent e, long sequence, CancellationToken writing)
    {
        bool isEnd = e.Kind == EventKind.Control && e.Control.Action == LogAction.Flush;
        if (isEnd || chunk.Count == MostEvents)
        {
            await StepAsync(writing);
        }

        (place.Sequence, place.Taken) = (sequence, place.Taken + 1);
        Interlocked.Increment(ref events);
        if (isEnd)
        {
            trading.End(all, run, in e);
            await CommitAsync(options.SnapshotEvery, writing);
            return;
        }

        (chunk.Events[chunk.Count], chunk.Logs[chunk.Count]) = (e, place.Index);
        chunk.Count++;
    }

    /// <summary>Runs what was collected through logs, account and broker, and stores all of it.</summary>
    private async Task StepAsync(CancellationToken writing)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        chunk.Runs = all;
        chunk.ByLog.Sort(chunk.Logs.AsSpan(0, chunk.Count), all.Length);
        trading.Run(chunk);
        chunk.Count = 0;
        await CommitAsync(options.SnapshotEvery, writing);
    }

    private async Task CommitAsync(long every, CancellationToken writing)
    {
        List<TradedStep> steps = [];
        foreach ((StoredLogRun run, _) in runs)
        {
            if (run.TakeBatch(every, store.Epoch) is { } batch)
            {
                run.WriteSnapshot(batch);
                steps.Add(new TradedStep(batch, places[run.Name].Sequence));
            }
        }

        MessageBatch? messages = trading.TakeBatch();
        if (steps.Count > 0 || messages is not null)
        {
            await store.CommitAsync(steps, messages, writing);
        }
    }

    /// <summary>Tells findings as notes of the service.</summary>
    private sealed class NoteWriter(Action<string> notes) : StringWriter
    {
        public override void WriteLine(string? value) => notes(value ?? "");
    }
}
