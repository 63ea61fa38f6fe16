using Pawl.Engine;
using Pawl.Logs;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Feed;

/// <summary>What a batch holds of one log, put together from many records. Used again and again.</summary>
internal sealed class LogPart
{
    private readonly EventEncoder events = new();
    private readonly EventDecoder decoder = new();
    private readonly HashChain chain = new();
    private readonly OutputBuffer outputs;
    private readonly SinkLog log;
    private LogPosition? at;
    private long from;

    public LogPart(SinkLog log)
    {
        this.log = log;
        outputs = new OutputBuffer(chain);
        events.Clear();
    }

    /// <summary>Rows of the batch: events and records of outputs.</summary>
    public int Rows => events.Count + outputs.Records.Count;

    /// <exception cref="StoreException">It does not go on where the log was, or is damaged.</exception>
    public void Add(JoinedRecord read)
    {
        OutputRecords said = read.Said;
        if (said.Tag != log.Tag || (at is { } known && known != said.From))
        {
            throw new StoreException($"log {log.Name}: record {read.Output} of the outputs goes on behind event {said.From.Sequence} of log {said.Tag}, and event {at?.Sequence ?? 0} of log {log.Tag} is the last one before it");
        }

        if (Rows == 0)
        {
            from = said.From.Sequence;
            chain.Restart(said.From.Chain);
            outputs.Clear();
        }

        Add(said, read.Inputs);
        OutputReader lines = new(said.Content);
        for (int i = 0; i < lines.Count; i++)
        {
            outputs.Lines.Write(lines.LinesOf(i));
            outputs.Add(lines[i].Sequence, lines[i].Outputs);
        }

        // An account numbers its messages; it has no events.
        long last = log.Symbols.Count == 0 ? said.To.Sequence : from + events.Numbered;
        if (last != said.To.Sequence || chain.Hash != said.To.Chain)
        {
            throw new StoreException($"log {log.Name}: record {read.Output} of the outputs is not what its events and lines make: they end with event {last} and hash {chain.Hash}, and it says {said.To.Sequence} and {said.To.Chain}");
        }

        at = said.To;
    }

    /// <summary>Gives what was collected to a batch, and begins anew.</summary>
    public void MoveTo(SinkBatch batch)
    {
        if (events.Count > 0)
        {
            batch.AddInputs(log, from, events);
        }

        if (outputs.Records.Count > 0)
        {
            batch.AddOutputs(log, outputs);
        }

        events.Clear();
        outputs.Clear();
    }

    private void Add(OutputRecords said, IReadOnlyList<InputRecord> inputs)
    {
        HashSet<long> doubled = [.. said.Doubled];
        foreach (InputRecord input in inputs)
        {
            long place = input.FirstRecord;
            decoder.Open(input.Events);
            for (; decoder.TryRead(out InputEvent e, out EventMarks marks); place++)
            {
                if (place > said.From.Records && place <= said.To.Records)
                {
                    events.Add(in e, doubled.Contains(place) ? marks | EventMarks.Duplicate : marks);
                }
            }
        }
    }
}
