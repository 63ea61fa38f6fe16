using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>A log that an account trades, as it lies in the streams.</summary>
/// <param name="Stored">Where it ends, to be recovered from; its inputs are those of the market with what the broker told between them.</param>
/// <param name="Input">The number, in the stream of the inputs, of the record that holds its last event.</param>
/// <param name="Inputs">How many events of that stream it has taken.</param>
public sealed record TradedLog(StoredLog Stored, long Input, long Inputs);

/// <summary>What a traded log did in a step.</summary>
/// <param name="Batch">Its events and outputs.</param>
/// <param name="Input">The number, in the stream of the inputs, of the record that holds its last event.</param>
public sealed record TradedStep(LogBatch Batch, long Input);

/// <summary>
/// Keeps an account and the logs that it trades in streams, as their only owner. What happens in a step is one record of the account's log: its
/// messages, where its state lies, and what the logs of the symbols said. Only then is it written to their streams; what a death leaves out there
/// is written by whoever goes on, from that record. So either all of a step has happened or nothing.
/// </summary>
public sealed class AccountStore
{
    private const int PieceBytes = 512 * 1024;

    private readonly AccountStreams account;
    private readonly IReadOnlyDictionary<int, LogStreams> partitions;
    private readonly Func<string, int> partitionOf;
    private readonly Dictionary<int, (FencedWriter Outputs, FencedWriter States)> owned = [];
    private readonly Dictionary<string, AccountPart> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal);
    private readonly SaidBatch said = new();
    private FencedWriter log = null!;
    private FencedWriter states = null!;
    private LogPosition position;
    private LogTag? tag;

    private AccountStore(AccountStreams account, IReadOnlyList<LogStreams> partitions, Func<string, int> partitionOf) =>
        (this.account, this.partitions, this.partitionOf) = (account, partitions.ToDictionary(p => p.Partition), partitionOf);

    /// <summary>The account as it was found; null where it is new.</summary>
    public StoredAccount? Stored { get; private set; }

    /// <summary>Which owner this is.</summary>
    public long Epoch => log.Epoch;

    /// <summary>Takes the streams over, and finishes the step that was begun last.</summary>
    /// <param name="account">The account.</param>
    /// <param name="partitions">The partitions of all its logs.</param>
    /// <param name="partitionOf">The partition of a log.</param>
    /// <param name="options">How its owner works.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OwnershipLostException">Somebody else took one over at the same moment.</exception>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">It cannot be gone on with.</exception>
    public static async Task<AccountStore> OpenAsync(AccountStreams account, IReadOnlyList<LogStreams> partitions, Func<string, int> partitionOf, ExecutorOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentNullException.ThrowIfNull(options);
        AccountStore store = new(account, partitions, partitionOf);
        store.log = await TakeAsync(account.Log, account.LogOwner);
        store.states = await TakeAsync(account.States, account.StateOwner);
        foreach (LogStreams own in partitions)
        {
            store.owned[own.Partition] = (await TakeAsync(own.Outputs, own.OutputOwner), await TakeAsync(own.States, own.StateOwner));
        }

        if (await account.Log.NewestAsync(account.Subject, stop) is { } newest)
        {
            await store.RecoverAsync(newest.As(account.Log, OutputRecords.Read), stop);
        }

        return store;

        Task<FencedWriter> TakeAsync(IRecordStream stream, string subject) => FencedWriter.TakeAsync(stream, subject, options.Owner, options.Window, options.Pause, stop);
    }

    /// <summary>A log as the streams have it; null where nothing was said of it.</summary>
    /// <exception cref="StoreException">It is another account's, or another log of that name.</exception>
    public async Task<TradedLog?> FindAsync(string name, LogTag logTag, Hash256 pipeline, CancellationToken stop)
    {
        LogStreams streams = partitions[partitionOf(name)];
        if (await streams.Outputs.NewestAsync(streams.OutputOf(name), stop) is not { } newest)
        {
            return null;
        }

        OutputRecords tail = newest.As(streams.Outputs, OutputRecords.Read);
        if (tail.Tag != logTag)
        {
            throw new StoreException($"log {name}: its outputs belong to another log of that name (tag {tail.Tag}, here {logTag}): its inputs were created anew; restore stream {streams.Inputs.Name}, or begin with new streams");
        }

        if (tail.Traded is { } trading && trading.Account != account.Name)
        {
            throw new StoreException($"log {name}: account '{trading.Account}' trades it, and a log has one account; start this executor with --account {trading.Account}");
        }

        StreamedLog.RequireSame(name, tail.Pipeline, pipeline);
        told[name] = tail.Traded?.Told ?? 0;
        StreamStates saved = await StreamStates.ReadAsync(streams, name, stop);
        StoredLog stored = new(name, logTag, tail.To, tail.Pipeline, new TradedInputs(streams, name, saved), new StreamOutputs(streams.Outputs, streams.OutputOf(name), saved.OutputFrom), saved);
        return new TradedLog(stored, tail.Input, tail.InputsTo);
    }

    /// <summary>Stores a step.</summary>
    /// <param name="steps">What the logs did.</param>
    /// <param name="messages">What the account did; null where it did nothing.</param>
    /// <param name="cancel">Ends the waiting; then it is not known how much of it is stored, and nothing more may be.</param>
    /// <exception cref="OwnershipLostException">Somebody else owns it now.</exception>
    public async Task CommitAsync(IReadOnlyList<TradedStep> steps, MessageBatch? messages, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(steps);
        List<AccountStep> taken = [.. steps.Select(Say)];
        if (messages is not null)
        {
            tag = messages.Tag;
            await WriteStateAsync(messages.State, cancel);
        }

        if (tag is { } known)
        {
            ReadOnlyMemory<byte> place = new AccountPlace([.. parts.Values], taken).Write();
            LogPosition to = messages?.To ?? position;
            ReadOnlyMemory<byte> content = messages?.Outputs.Complete() ?? new OutputBuffer(new HashChain()).Complete();
            await log.AppendAsync(account.Subject, new OutputRecords(known, default, position, to, 0, [], content) { Traded = new TradedPart(account.Name, 0, [], place) }.Write(), cancel);
            await log.FlushAsync(cancel);
            position = to;
        }

        await FinishAsync(taken, cancel);
        foreach (TradedStep step in steps.Where(s => s.Batch.Snapshot is not null))
        {
            int partition = partitionOf(step.Batch.Log.Name);
            (FencedWriter outputs, FencedWriter saved) = owned[partition];
            await StreamStates.WriteAsync(partitions[partition], saved, step.Batch.Log.Name, step.Batch.To.Records, step.Input, outputs.Stored, step.Batch.Snapshot!.Value, cancel);
        }
    }

    private AccountStep Say(TradedStep step)
    {
        string name = step.Batch.Log.Name;
        OutputRecords record = said.Of(step.Batch, step.Batch.Computation.Pipeline, step.Input, account.Name, told.GetValueOrDefault(name));
        told[name] = record.Traded!.Told;
        return new AccountStep(partitionOf(name), name, record.Write());
    }

    private async Task WriteStateAsync(IReadOnlyList<(string Part, ReadOnlyMemory<byte> Bytes)> changed, CancellationToken cancel)
    {
        await states.FlushAsync(cancel);
        foreach ((string name, ReadOnlyMemory<byte> bytes) in changed)
        {
            long slot = parts.TryGetValue(name, out AccountPart? before) ? 1 - before.Slot : 0;
            int pieces = Math.Max(1, (bytes.Length + PieceBytes - 1) / PieceBytes);
            for (int i = 0; i < pieces; i++)
            {
                int start = i * PieceBytes;
                await states.AppendAsync(account.StateOf(name, slot, i), bytes.Slice(start, Math.Min(PieceBytes, bytes.Length - start)), cancel);
            }

            // Behind doubts only the end says which numbers they have.
            await states.FlushAsync(cancel);
            parts[name] = new AccountPart(name, states.Stored - pieces + 1, pieces, slot);
        }
    }

    private async Task FinishAsync(IReadOnlyList<AccountStep> steps, CancellationToken cancel)
    {
        foreach (AccountStep step in steps)
        {
            await owned[step.Partition].Outputs.AppendAsync(partitions[step.Partition].OutputOf(step.Log), step.Said, cancel);
        }

        foreach (int partition in steps.Select(s => s.Partition).Distinct())
        {
            await owned[partition].Outputs.FlushAsync(cancel);
        }
    }

    private async Task RecoverAsync(OutputRecords newest, CancellationToken stop)
    {
        (tag, position) = (newest.Tag, newest.To);
        AccountPlace place = AccountPlace.Read(newest.Traded?.Events ?? throw new StoreException($"stream {account.Log.Name}: its newest record is none of an account"));
        List<AccountStep> missing = [];
        foreach (AccountStep step in place.Steps)
        {
            if (!owned.ContainsKey(step.Partition))
            {
                throw new StoreException($"account {account.Name}: it has traded log {step.Log} in partition {step.Partition}, which is none of its symbols' now; give the pipeline and nats.partitions as they were");
            }

            LogStreams streams = partitions[step.Partition];
            LogPosition end = await streams.Outputs.NewestAsync(streams.OutputOf(step.Log), stop) is { } last ? last.As(streams.Outputs, OutputRecords.Read).To : default;
            OutputRecords due = OutputRecords.Read(step.Said);
            if (end == due.From && due.From != due.To)
            {
                missing.Add(step);
            }
            else if (end != due.To)
            {
                throw new StoreException($"account {account.Name}: its last step ends with event {due.To.Sequence} of log {step.Log}, and stream {streams.Outputs.Name} with event {end.Sequence}: one of both was put back or made anew; restore both from one copy");
            }
        }

        await FinishAsync(missing, stop);
        Stored = new StoredAccount(
            new StoredLog(account.Name, newest.Tag, newest.To, null, new Nothing(), account.Outputs(), new Nothing()), await ReadStateAsync(place.Parts, stop));
    }

    private async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadStateAsync(IReadOnlyList<AccountPart> places, CancellationToken stop)
    {
        Dictionary<long, ReadOnlyMemory<byte>> pieces = [];
        await foreach (StreamRecord record in account.States.ReadAsync(0, AccountStreams.StatesOf(account.Name) + ">", follows: false, stop))
        {
            pieces[record.Sequence] = record.Content;
        }

        Dictionary<string, ReadOnlyMemory<byte>> state = new(StringComparer.Ordinal);
        foreach (AccountPart part in places)
        {
            using MemoryStream whole = new();
            for (long i = part.First; i < part.First + part.Pieces; i++)
            {
                whole.Write((pieces.TryGetValue(i, out ReadOnlyMemory<byte> piece) ? piece
                    : throw new StoreException($"account {account.Name}: the part '{part.Name}' of its state, record {i} of stream {account.States.Name}, is gone; restore the stream")).Span);
            }

            parts[part.Name] = part;
            state[part.Name] = whole.ToArray();
        }

        return state;
    }

    private sealed class Nothing : IInputLog, ISnapshots
    {
        public InputBatch? After(long record) => null;

        public IEnumerable<ReadOnlyMemory<byte>> NewestFirst() => [];
    }
}
