using Pawl.Persistence.Postgres;
using Pawl.Recovery;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>The schema comes in numbered steps, each once, whoever begins; what is somebody else's stays untouched.</summary>
[Collection("Postgres")]
public sealed class MigrationTests(RecordedRun recorded)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_begin_at_once_one_migrates_and_the_others_find_it_done()
    {
        using TestDatabase database = new(recorded.Server);
        Task<IReadOnlyList<string>>[] all = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using PostgresDatabase own = await PostgresDatabase.OpenAsync(database.Address, Cancel);
            return await PostgresMigrations.ApplyAsync(own, new PostgresOptions(), Cancel);
        }))];
        IReadOnlyList<string>[] applied = await Task.WhenAll(all);
        Assert.Equal(PostgresMigrations.Newest, applied.Sum(a => a.Count));
        Assert.Single(applied, a => a.Count > 0);
        Assert.Equal(PostgresMigrations.Newest, database.Number("SELECT count(*) FROM pawl_migrations"));
        Assert.Equal(0, database.Number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"));
    }

    [Fact]
    public async Task Plain_PostgreSQL_is_warned_of()
    {
        using TestDatabase database = new(recorded.Server);
        Assert.SkipWhen(database.Number("SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb'") > 0, "this server has TimescaleDB");
        List<string> said = [];
        await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.Address, Cancel);
        await PostgresMigrations.ApplyAsync(open, new PostgresOptions { Warn = said.Add }, Cancel);
        Assert.Equal([$"{database.Address}: has no TimescaleDB: the tables are plain ones, nothing is compressed, and nothing is removed by age"], said);
    }

    [Fact]
    public async Task TimescaleDB_has_hypertables_with_compression_and_retention()
    {
        using TestDatabase database = new(recorded.Server);
        Assert.SkipWhen(database.Number("SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb'") == 0, "set PAWL_TEST_TIMESCALE to a server that has TimescaleDB");
        await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.Address, Cancel);
        PostgresOptions options = new() { CompressAfterDays = 3, KeepInputDays = 10, KeepOutputDays = 0 };
        await PostgresMigrations.ApplyAsync(open, options, Cancel);
        await PostgresMigrations.ApplyAsync(open, options with { KeepInputDays = 20 }, Cancel);
        Assert.Equal(11, database.Number("SELECT count(*) FROM timescaledb_information.hypertables WHERE compression_enabled"));
        Assert.Equal(3, database.Number("SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention' AND (config ->> 'drop_after')::interval = INTERVAL '20 days'"));
        Assert.Equal(3, database.Number("SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'"));
    }

    [Theory]
    [InlineData("CREATE TABLE ticks (a int)", "has tables of another program (relation \"ticks\" already exists); choose another database, or a schema of its own with '?search_path=NAME'")]
    [InlineData("CREATE TABLE pawl_migrations (number bigint, name text, checksum text); INSERT INTO pawl_migrations VALUES (99, 'later', '')", "was written by a newer pawl (schema 99, this one knows 1); use that one")]
    [InlineData("CREATE TABLE pawl_migrations (number bigint, name text, checksum text); INSERT INTO pawl_migrations VALUES (1, 'tables', 'other')", "its schema 1 is not the one of this program; use the program that wrote it, or choose another place")]
    public async Task What_is_not_ours_is_refused_and_left_as_it_is(string sql, string line)
    {
        using TestDatabase database = new(recorded.Server);
        database.Execute(sql);
        await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.Address, Cancel);
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => PostgresMigrations.ApplyAsync(open, new PostgresOptions(), Cancel));
        Assert.Equal($"{database.Address}: {line}", refused.Message);
        Assert.Equal(1, database.Number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_schema_of_its_own_keeps_two_apart()
    {
        using TestDatabase database = new(recorded.Server);
        database.Execute("CREATE SCHEMA one; CREATE SCHEMA two");
        foreach (string schema in (string[])["one", "two"])
        {
            await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.AddressOf(schema), Cancel);
            Assert.NotEmpty(await PostgresMigrations.ApplyAsync(open, new PostgresOptions(), Cancel));
        }

        Assert.Equal(2, database.Number("SELECT count(*) FROM pg_tables WHERE tablename = 'candles'"));
    }
}
