using System.Text;
using Pawl.Engine;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Tests.Unit.Logs;

namespace Pawl.Tests.Unit.Feed;

/// <summary>A database in memory: takes a batch whole or not at all, and refuses what does not go on where it ends.</summary>
internal sealed class TableServer
{
    private Hash256 chain;

    public Dictionary<string, long> Cursors { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The numbered events of the log, in order.</summary>
    public List<InputEvent> Events { get; } = [];

    /// <summary>What it said.</summary>
    public StringBuilder Lines { get; } = new();

    public long LastOutput { get; private set; }

    public long Write(SinkBatch batch)
    {
        Dictionary<string, long> moved = new(Cursors, StringComparer.Ordinal);
        bool isNew = false;
        foreach (SinkMove move in batch.Moves)
        {
            long stored = moved.GetValueOrDefault(move.Stream);
            Refuse(stored < move.After, $"stream {move.Stream} is written up to {stored}, and this begins behind {move.After}");
            isNew |= stored < move.To;
            moved[move.Stream] = Math.Max(stored, move.To);
        }

        if (!isNew)
        {
            return 0;
        }

        long before = Events.Count;
        foreach (SinkInputs inputs in batch.Inputs)
        {
            Write(inputs);
        }

        foreach (SinkOutputs outputs in batch.Outputs)
        {
            Write(outputs);
        }

        Cursors = moved;
        return Events.Count - before;
    }

    private void Write(SinkInputs inputs)
    {
        Refuse(inputs.From > Events.Count, $"{Events.Count} events are there, and these begin behind {inputs.From}");
        EventDecoder decoder = new();
        decoder.Open(inputs.Events);
        long sequence = inputs.From;
        while (decoder.TryRead(out InputEvent e, out EventMarks marks))
        {
            if ((marks & EventMarks.Duplicate) == EventMarks.None && ++sequence > Events.Count)
            {
                Events.Add(e);
            }
        }

        Refuse(sequence != inputs.To, $"these end with event {sequence}, and say {inputs.To}");
    }

    private void Write(SinkOutputs outputs)
    {
        HashChain of = new();
        of.Restart(outputs.Previous);
        OutputReader reader = new(outputs.Records);
        for (int i = 0; i < reader.Count; i++)
        {
            Hash256 before = of.Hash;
            of.Append(reader[i].Sequence, reader.LinesOf(i));
            if (reader[i].Sequence > LastOutput)
            {
                Refuse(before != chain, $"the outputs of event {reader[i].Sequence} do not go on behind event {LastOutput}");
                Lines.Append(Encoding.UTF8.GetString(reader.LinesOf(i)));
                (LastOutput, chain) = (reader[i].Sequence, of.Hash);
            }
        }
    }

    private static void Refuse(bool isWrong, string what)
    {
        if (isWrong)
        {
            throw new StoreException(what);
        }
    }
}

/// <summary>A process's way to it: it may end at each call, and the database may be away.</summary>
/// <param name="server">The database.</param>
/// <param name="death">When the process ends.</param>
/// <param name="trouble">Which calls find the database away, before or behind what they do.</param>
/// <param name="written">Told after each batch.</param>
internal sealed class MortalStore(TableServer server, Death death, Random? trouble, Action written) : ISinkStore
{
    public SinkRun Run { get; } = new("test", "run", "p", "d", "1");

    public Task<IReadOnlyDictionary<string, long>> OpenAsync(CancellationToken cancel) =>
        death.Call(() => Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>(server.Cursors, StringComparer.Ordinal)));

    public Task<long> WriteAsync(SinkBatch batch, CancellationToken cancel)
    {
        int away = trouble?.Next(6) ?? 0;
        if (away == 1)
        {
            throw new SinkAwayException("away");
        }

        long rows = death.Call(() => server.Write(batch));
        written();
        return away == 2 ? throw new SinkAwayException("the answer is lost") : Task.FromResult(rows);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
