using Pawl.Persistence;
using Pawl.Persistence.Sinks;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>The logs of a run in a SQLite store, as the batches that a sink is given: one for each stored batch, inputs and outputs as streams of their own.</summary>
internal static class StoredRunFeed
{
    public static SinkRun Run { get; } = new("test", "run", "demo", "sample", "test");

    public static List<SinkBatch> Of(string path)
    {
        using StoredInputs inputs = StoredInputs.Open(path, run: null);
        using StoreReader store = StoreReader.Open(path);
        StoredRun run = store.Runs()[0];
        IReadOnlyDictionary<string, StoredLog> logs = store.LogsOf(run);
        List<SinkBatch> batches = [];
        foreach (StoredInputLog log in inputs.All)
        {
            SinkLog of = new(log.Name, logs[log.Name].Tag, log.Symbols);
            long record = 0, sequence = 0;
            while (log.Events.After(record) is { } events)
            {
                SinkBatch batch = new();
                batch.Add(new SinkInputs(of, sequence, events.LastSequence!.Value, events.Events));
                batch.Move("IN_" + log.Name, record, record + events.Records);
                batches.Add(batch);
                (record, sequence) = (record + events.Records, events.LastSequence!.Value);
            }

            AddOutputs(batches, of, log.Outputs);
        }

        foreach (StoredAccount account in store.AccountsOf(run).Values)
        {
            AddOutputs(batches, new SinkLog(account.Log.Name, account.Log.Tag, []), account.Log.Outputs);
        }

        return batches;
    }

    private static void AddOutputs(List<SinkBatch> batches, SinkLog of, IOutputLog outputs)
    {
        long record = 0;
        while (outputs.After(record) is { } stored)
        {
            SinkBatch batch = new();
            batch.Add(new SinkOutputs(of, stored.Previous, stored.Content));
            batch.Move("OUT_" + of.Name, record, record + stored.Records);
            batches.Add(batch);
            record += stored.Records;
        }
    }
}
