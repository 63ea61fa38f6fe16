using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>
/// The input events of a log that is traded: those of the stream of its inputs, and between them what a broker told, which stands beside the
/// outputs. There are as many as the outputs say.
/// </summary>
internal sealed class TradedInputs : IInputLog, IAsyncDisposable
{
    private readonly string log;
    private readonly StreamRecords<InputRecord> inputs;
    private readonly StreamRecords<OutputRecords> outputs;
    private long asked;

    /// <param name="streams">The partition.</param>
    /// <param name="log">The log.</param>
    /// <param name="states">Its saved states: where in both streams to begin.</param>
    public TradedInputs(LogStreams streams, string log, StreamStates states)
    {
        this.log = log;
        inputs = new(streams.Inputs, streams.InputOf(log), _ => states.InputFrom(asked), InputRecord.Read, r => (r.FirstRecord, r.Next));
        outputs = new(streams.Outputs, streams.OutputOf(log), states.OutputFromPlace, OutputRecords.Read, r => (r.From.Records + 1, r.To.Records + 1));
    }

    public InputBatch? After(long record) => AfterAsync(record).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await inputs.DisposeAsync();
        await outputs.DisposeAsync();
    }

    /// <summary>Puts what a broker told between the events of the inputs' stream.</summary>
    /// <param name="log">The log.</param>
    /// <param name="said">What was said because of both.</param>
    /// <param name="inputs">The records of the inputs; the first and the last may hold others too.</param>
    /// <returns>They as they are where nothing trades the log; else one record with exactly the events between both positions.</returns>
    /// <exception cref="StoreException">They do not fit together.</exception>
    public static IReadOnlyList<InputRecord> Merge(string log, OutputRecords said, IReadOnlyList<InputRecord> inputs)
    {
        if (said.Traded is not { } part)
        {
            return inputs;
        }

        EventEncoder merged = new();
        merged.Clear();
        HashSet<long> places = [.. part.Places];
        EventDecoder told = new();
        if (places.Count > 0)
        {
            told.Open(part.Events);
        }

        using IEnumerator<(InputEvent Event, EventMarks Marks)> market = Between(inputs, said.InputsFrom, said.InputsTo).GetEnumerator();
        for (long place = said.From.Records + 1; place <= said.To.Records; place++)
        {
            InputEvent e;
            EventMarks marks;
            if (places.Contains(place) ? !told.TryRead(out e, out marks) : !Next(market, out e, out marks))
            {
                throw new StoreException($"log {log}: event {place} is not there: what its broker told and its inputs do not belong together");
            }

            merged.Add(in e, marks);
        }

        return merged.Count == 0 ? [] : [new InputRecord(said.Tag, said.From.Records + 1, merged.Count, 0, new Dictionary<string, long>(), merged.Complete().ToArray())];
    }

    private static bool Next(IEnumerator<(InputEvent Event, EventMarks Marks)> market, out InputEvent e, out EventMarks marks)
    {
        bool more = market.MoveNext();
        (e, marks) = more ? market.Current : default;
        return more;
    }

    private static IEnumerable<(InputEvent Event, EventMarks Marks)> Between(IReadOnlyList<InputRecord> inputs, long after, long to)
    {
        EventDecoder decoder = new();
        foreach (InputRecord input in inputs)
        {
            decoder.Open(input.Events);
            for (long place = input.FirstRecord; place <= to && decoder.TryRead(out InputEvent e, out EventMarks marks); place++)
            {
                if (place > after)
                {
                    yield return (e, marks);
                }
            }
        }
    }

    private async Task<InputBatch?> AfterAsync(long record)
    {
        asked = record;
        if (await outputs.AfterAsync(record) is not { } said)
        {
            return null;
        }

        List<InputRecord> found = [];
        for (long next = said.InputsFrom; next < said.InputsTo;)
        {
            InputRecord input = await inputs.AfterAsync(next) ?? throw new StoreException($"log {log}: event {next + 1} of its inputs is not there any more");
            if (input.FirstRecord > next + 1)
            {
                throw new StoreException($"log {log}: its inputs go on with event {input.FirstRecord}, and event {next + 1} is needed: what lies between was removed or lost");
            }

            found.Add(input);
            next = input.Next - 1;
        }

        // Before anything traded it, its broker had told nothing.
        OutputRecords traded = said with { Traded = said.Traded ?? new TradedPart("", 0, [], default) };
        return Merge(log, traded, found) is [{ } whole] ? new InputBatch(whole.FirstRecord, whole.Records, LastSequence: null, whole.Events) : null;
    }
}
