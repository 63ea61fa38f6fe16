using Pawl.Persistence;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>The tables on a server hold what the tables of a SQLite store hold of the same run, value by value.</summary>
[Collection("Postgres")]
public sealed class EqualRowsTests(RecordedRun recorded)
{
    private static readonly PostgresOptions Options = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_those_of_the_store_and_a_repeat_changes_nothing()
    {
        using TestDatabase database = new(recorded.Server);
        List<SinkBatch> batches = StoredRunFeed.Of(recorded.Store);
        await using PostgresStore store = new(database.Address, StoredRunFeed.Run, Options);
        Assert.Empty(await store.OpenAsync(Cancel));
        long rows = 0;
        foreach (SinkBatch batch in batches)
        {
            rows += await store.WriteAsync(batch, Cancel);
            Assert.Equal(0, await store.WriteAsync(batch, Cancel));
        }

        Assert.Equal(SinkTable.All.Sum(t => database.Number($"SELECT count(*) FROM {t.Name}")), rows);
        foreach (SinkTable table in SinkTable.All)
        {
            List<string> expected = TableDump.OfSqlite(recorded.Store, table);
            // The sample has trades alone; and nothing of it is missing or late.
            Assert.True(expected.Count > 0 || table == SinkTable.Quotes || table == SinkTable.Operations, table.Name);
            Assert.Equal(expected, TableDump.OfPostgres(database, table));
            Assert.Equal(0, database.Number($"SELECT count(*) FROM {table.Name} WHERE extract(epoch FROM time) * 1000000 <> floor(time_ns / 1000.0)"));
        }

        IReadOnlyDictionary<string, long> cursors = await store.OpenAsync(Cancel);
        Assert.Equal(batches.SelectMany(b => b.Moves).GroupBy(m => m.Stream).ToDictionary(g => g.Key, g => g.Max(m => m.To)), cursors);
    }

    [Fact]
    public async Task Rows_that_are_there_without_their_cursor_are_left_out_and_the_others_come()
    {
        using TestDatabase database = new(recorded.Server);
        List<SinkBatch> batches = StoredRunFeed.Of(recorded.Store);
        await using PostgresStore store = new(database.Address, StoredRunFeed.Run, Options);
        await store.OpenAsync(Cancel);
        foreach (SinkBatch batch in batches)
        {
            await store.WriteAsync(batch, Cancel);
        }

        string[][] whole = [.. SinkTable.All.Select(t => TableDump.OfPostgres(database, t).ToArray())];
        long gone = database.Number("WITH gone AS (DELETE FROM candles WHERE seq % 2 = 0 RETURNING 1) SELECT count(*) FROM gone");
        Assert.True(gone > 0);
        database.Execute("UPDATE cursors SET position = 0; UPDATE logs SET input_seq = NULL, output_seq = NULL, chain = NULL");
        await store.OpenAsync(Cancel);
        long added = 0;
        foreach (SinkBatch batch in batches)
        {
            added += await store.WriteAsync(batch, Cancel);
        }

        Assert.Equal(gone, added);
        Assert.Equal(whole, SinkTable.All.Select(t => TableDump.OfPostgres(database, t).ToArray()));
    }
}
