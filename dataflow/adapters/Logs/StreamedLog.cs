using Pawl.Bus;
using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>A log that takes its events from one stream and says what they cause in another; recovered from both when it is opened.</summary>
internal sealed class StreamedLog
{
    /// <summary>Events after which the place is said although nothing else is, for those who read both.</summary>
    private const int MostUnsaid = 4096;

    private readonly LogExecutor executor;
    private readonly LogBatch batch;
    private readonly EventDecoder decoder = new();
    private readonly SaidBatch said = new();
    private InputEvent[] events = [];
    private long written;
    private long saved;

    private StreamedLog(LogExecutor executor, LogBatch batch, long input, long saved)
    {
        this.executor = executor;
        this.batch = batch;
        (Input, this.saved, written) = (input, saved, executor.Position.Records);
    }

    public string Name => executor.Log.Name;

    public LogPosition Position => executor.Position;

    /// <summary>The number, in the inputs' stream, of the record that was processed last; 0 for none.</summary>
    public long Input { get; private set; }

    /// <summary>How it was recovered; null where it is new.</summary>
    public RecoveredLog? Recovered { get; private init; }

    /// <summary>How many events it has taken since its state was saved.</summary>
    public long Unsaved => Position.Records - saved;

    /// <summary>Opens a log at the place where its outputs end.</summary>
    /// <param name="streams">Its partition, of which nobody else can say anything any more.</param>
    /// <param name="computation">The log, empty.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StoreException">It cannot be gone on with; the message says why.</exception>
    public static async Task<StreamedLog> OpenAsync(LogStreams streams, LogComputation computation, LogTag tag, CancellationToken cancel)
    {
        string log = computation.Log.Name;
        LogExecutor opened = new(computation, tag);
        if (await streams.Outputs.NewestAsync(streams.OutputOf(log), cancel) is not { } newest)
        {
            LogBatch empty = opened.CreateBatch();
            opened.Begin(empty);
            return new StreamedLog(opened, empty, 0, 0);
        }

        OutputRecords tail = OutputRecords.Read(newest.Content);
        if (tail.Tag != tag)
        {
            throw new StoreException($"log {log}: its outputs belong to another log of that name (tag {tail.Tag}, here {tag}): its inputs were created anew; restore stream {streams.Inputs.Name}, or begin with new streams");
        }

        if (tail.Traded is { } trading)
        {
            throw new StoreException($"log {log}: account '{trading.Account}' trades it, and goes on with it alone; start this executor with --account {trading.Account}, and no other on its partition {streams.Partition}");
        }

        RequireSame(log, tail.Pipeline, computation.Pipeline);
        StreamStates states = await StreamStates.ReadAsync(streams, log, cancel);
        await using StreamInputs inputs = new(streams, log, states.InputFrom);
        await using StreamOutputs outputs = new(streams.Outputs, streams.OutputOf(log), states.OutputFrom);
        RecoveredLog recovered = LogRecovery.Recover(new StoredLog(log, tag, tail.To, tail.Pipeline, inputs, outputs, states), opened);
        return new StreamedLog(opened, recovered.Unsaid, tail.Input, opened.Position.Records - recovered.Replayed) { Recovered = recovered };
    }

    /// <summary>Refuses to go on with a log by another pipeline than that by which it was computed so far.</summary>
    /// <exception cref="StoreException">It is another one.</exception>
    public static void RequireSame(string log, Hash256 before, Hash256 now)
    {
        if (before != now)
        {
            throw new StoreException($"log {log}: the pipeline has changed since it was computed (it was {before.ToString()[..12]}…, here it is {now.ToString()[..12]}…), and a log over NATS keeps its own; give all roles the pipeline as it was, or begin anew with empty streams, into which the recording is sent again");
        }
    }

    /// <summary>Processes what came.</summary>
    /// <param name="record">Where it stands in the stream.</param>
    /// <param name="input">Its events.</param>
    /// <returns>What is to be written because of it; null where nothing is, as when it was processed before.</returns>
    /// <exception cref="StoreException">It does not continue the log.</exception>
    public ReadOnlyMemory<byte>? Take(StreamRecord record, InputRecord input)
    {
        if (input.Tag != executor.Tag)
        {
            throw new StoreException($"log {Name}: record {record.Sequence} of its inputs belongs to another log of that name (tag {input.Tag}, here {executor.Tag})");
        }

        long next = Position.Records + 1;
        if (input.Next <= next)
        {
            return null;
        }

        if (input.FirstRecord != next)
        {
            throw new StoreException($"log {Name}: its inputs go on with event {input.FirstRecord}, and event {next} is needed: what lies between was lost");
        }

        Process(input);
        Input = record.Sequence;

        // Here null alone would be an empty memory.
        return batch.Outputs.Records.Count > 0 || Position.Records - written >= MostUnsaid ? Say() : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>What says where the log is, where that was not said with outputs.</summary>
    public ReadOnlyMemory<byte>? Place() => written == Position.Records ? default(ReadOnlyMemory<byte>?) : Say();

    /// <summary>The state, to be saved behind what <see cref="Place"/> gives.</summary>
    public ReadOnlyMemory<byte> Save(long epoch)
    {
        saved = Position.Records;
        return Snapshot.Take(executor, epoch);
    }

    private ReadOnlyMemory<byte> Say()
    {
        ReadOnlyMemory<byte> record = said.Of(batch, executor.Computation.Pipeline, Input).Write();
        executor.Begin(batch);
        written = Position.Records;
        return record;
    }

    private void Process(InputRecord input)
    {
        events = events.Length < input.Records ? new InputEvent[input.Records] : events;
        decoder.Open(input.Events);
        int count = 0;
        EventMarks marks = default;
        while (decoder.TryRead(out InputEvent e, out EventMarks read))
        {
            if (count > 0 && read != marks)
            {
                executor.Process(events.AsSpan(0, count), batch, marks);
                count = 0;
            }

            marks = read;
            events[count++] = e;
        }

        executor.Process(events.AsSpan(0, count), batch, marks);
    }
}
