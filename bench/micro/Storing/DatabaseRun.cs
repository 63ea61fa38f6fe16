using System.Diagnostics;
using Pawl.Persistence;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Bench;

/// <summary>The logs of a stored run, written to a database by the sink, and the same rows by psql. All in a schema of its own, which is made anew.</summary>
internal sealed class DatabaseRun
{
    private const string Schema = "pawl_bench";

    private readonly string _uri;
    private readonly string _folder;
    private readonly List<SinkBatch> _batches = [];

    /// <param name="uri">The database; whoever may make a schema in it.</param>
    /// <param name="store">A store with one run.</param>
    /// <param name="folder">For files.</param>
    public DatabaseRun(string uri, string store, string folder)
    {
        _uri = uri;
        _folder = folder;
        using StoredInputs inputs = StoredInputs.Open(store, run: null);
        foreach (StoredInputLog log in inputs.All)
        {
            SinkLog of = new(log.Name, new LogTag(1), log.Symbols);
            for ((long record, long sequence) = (0, 0); log.Events.After(record) is { } events; (record, sequence) = (record + events.Records, events.LastSequence!.Value))
                Add("in", record, events.Records).Add(new SinkInputs(of, sequence, events.LastSequence!.Value, events.Events));
            for (long record = 0; log.Outputs.After(record) is { } outputs; record += outputs.Records)
                Add("out", record, outputs.Records).Add(new SinkOutputs(of, outputs.Previous, outputs.Content));
        }

        Psql($"DROP SCHEMA IF EXISTS {Schema} CASCADE", $"CREATE SCHEMA {Schema}");
        Write();
        foreach (SinkTable table in SinkTable.All)
            Psql($"\\copy {Schema}.{table.Name} to '{FileOf(table)}' csv", $"CREATE TABLE {Schema}.copy_{table.Name} (LIKE {Schema}.{table.Name} INCLUDING ALL)");
        using StoreReader reader = StoreReader.Open(store);
        Rows = SinkTable.All.Sum(t => reader.Database.Number($"SELECT count(*) FROM {t.Name}"));
    }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; }

    /// <summary>Writes all batches into empty tables.</summary>
    public void Write() => WriteAsync().GetAwaiter().GetResult();

    /// <summary>Copies the same rows into tables with the same keys.</summary>
    public void Copy() => Psql([
        $"TRUNCATE {string.Join(", ", SinkTable.All.Select(t => $"{Schema}.copy_{t.Name}"))}",
        .. SinkTable.All.Select(t => $"\\copy {Schema}.copy_{t.Name} from '{FileOf(t)}' csv")]);

    private SinkBatch Add(string stream, long after, long records)
    {
        SinkBatch batch = new();
        batch.Move(stream, after, after + records);
        _batches.Add(batch);
        return batch;
    }

    private async Task WriteAsync()
    {
        PostgresAddress address = PostgresAddress.Parse(_uri + (_uri.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "search_path=" + Schema);
        await using PostgresStore store = new(address, new SinkRun("bench", "bench", "bench", "made up", "bench"), new PostgresOptions());
        if ((await store.OpenAsync(CancellationToken.None)).Count > 0)
        {
            Psql($"TRUNCATE {string.Join(", ", SinkTable.All.Select(t => $"{Schema}.{t.Name}"))}, {Schema}.input_log, {Schema}.cursors, {Schema}.logs");
        }

        foreach (SinkBatch batch in _batches)
            await store.WriteAsync(batch, CancellationToken.None);
    }

    private string FileOf(SinkTable table) => Path.Combine(_folder, table.Name + ".csv");

    private void Psql(params IEnumerable<string> commands)
    {
        using Process process = Process.Start(new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", _uri, .. commands.SelectMany(c => (string[])["-c", c])]) { UseShellExecute = false })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("psql failed");
    }
}
