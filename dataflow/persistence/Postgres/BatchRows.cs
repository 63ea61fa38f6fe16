using System.Text;
using Pawl.Engine;
using Pawl.Persistence.Postgres.Copying;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Persistence.Postgres;

/// <summary>Where the writing of a log stands, and what a batch adds to it.</summary>
internal sealed class LogState
{
    /// <summary>The last input event; null where none was written.</summary>
    public long? Input { get; set; }

    /// <summary>The last event whose outputs were written; null where none were.</summary>
    public long? Output { get; set; }

    /// <summary>The hash chain after it.</summary>
    public Hash256? Chain { get; set; }

    public long Events { get; set; }

    public long Records { get; set; }
}

/// <summary>Events of a log as they are kept.</summary>
internal sealed record InputPiece(string Log, long First, long Last, Timestamp Time, ReadOnlyMemory<byte> Events);

/// <summary>
/// What a batch adds to a database, as rows. Events and records that are written already are left out; a hole in the numbers, or outputs
/// that do not go on from the hash chain, are refused.
/// </summary>
internal sealed class BatchRows
{
    private readonly CopyRows rows = new();
    private readonly Dictionary<string, LineRows> lines = new(StringComparer.Ordinal);
    private readonly EventDecoder decoder = new();
    private readonly EventEncoder encoder = new();
    private readonly List<InputPiece> inputs = [];

    public IReadOnlyDictionary<SinkTable, CopyBuffer> Buffers => rows.Buffers;

    public IReadOnlyList<InputPiece> Inputs => inputs;

    /// <param name="batch">The batch.</param>
    /// <param name="run">The run's number in the database.</param>
    /// <param name="logs">Where its logs stand; afterwards where they stand with it.</param>
    /// <param name="place">The database, for messages.</param>
    /// <exception cref="StoreException">It does not go on where the logs stand, or is damaged.</exception>
    public void Fill(SinkBatch batch, long run, Dictionary<string, LogState> logs, PostgresAddress place)
    {
        rows.Clear();
        rows.Run = run;
        inputs.Clear();
        try
        {
            foreach (SinkInputs events in batch.Inputs)
            {
                Fill(events, logs[events.Log.Name]);
            }

            foreach (SinkOutputs records in batch.Outputs)
            {
                Fill(records, logs[records.Log.Name]);
            }
        }
        catch (Exception e) when (e is StoreException or FormatException)
        {
            throw new StoreException($"{place}: {e.Message}", e);
        }
    }

    private void Fill(SinkInputs events, LogState state)
    {
        if (state.Input is { } last && events.From > last)
        {
            throw new StoreException(FormattableString.Invariant($"log {events.Log.Name}: events {last + 1} to {events.From} are missing before what is to be written"));
        }

        byte[] log = Encoding.UTF8.GetBytes(events.Log.Name);
        byte[][] symbols = [.. events.Log.Symbols.Select(Encoding.UTF8.GetBytes)];
        long sequence = events.From, first = Math.Max(events.From, state.Input ?? 0) + 1;
        Timestamp time = default;
        encoder.Clear();
        decoder.Open(events.Events);
        while (decoder.TryRead(out InputEvent e, out EventMarks marks))
        {
            bool isNumbered = (marks & EventMarks.Duplicate) == EventMarks.None;
            sequence += isNumbered ? 1 : 0;
            if (sequence < first)
            {
                continue;
            }

            if ((uint)e.Symbol >= symbols.Length)
            {
                throw new StoreException(FormattableString.Invariant($"log {events.Log.Name}: event {sequence} is of symbol {e.Symbol}, and the log has {symbols.Length}"));
            }

            state.Events++;
            encoder.Add(in e, marks);
            time = e.Time;
            if (isNumbered)
            {
                TableRow.Input(rows, new RowHead(log, sequence, 0, e.Time, symbols[e.Symbol]), in e);
            }
        }

        if (sequence >= first)
        {
            inputs.Add(new InputPiece(events.Log.Name, first, sequence, time, encoder.Complete().ToArray()));
            state.Input = sequence;
        }
    }

    private void Fill(SinkOutputs records, LogState state)
    {
        if (!lines.TryGetValue(records.Log.Name, out LineRows? to))
        {
            to = new LineRows(rows);
            lines.Add(records.Log.Name, to);
        }

        byte[] log = Encoding.UTF8.GetBytes(records.Log.Name);
        OutputReader reader = new(records.Records);
        HashChain chain = new();
        chain.Restart(records.Previous);
        for (int i = 0; i < reader.Count; i++)
        {
            long sequence = reader[i].Sequence;
            Hash256 before = chain.Hash, after = chain.Append(sequence, reader.LinesOf(i));
            if (sequence < state.Output)
            {
                continue;
            }

            if (state.Chain is { } known && (sequence == state.Output ? after : before) != known)
            {
                throw new StoreException(FormattableString.Invariant(
                    $"log {records.Log.Name}: the outputs of event {sequence} do not go on from those of event {state.Output}, the last that is written: some are missing, or it is another log"));
            }

            if (sequence > (state.Output ?? 0))
            {
                to.Write(log, sequence, reader.LinesOf(i));
                (state.Output, state.Chain) = (sequence, after);
                state.Records++;
            }
        }
    }
}
