using System.Globalization;
using System.Text.Json;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Persistence.Sqlite;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>The named queries say of a server's tables what those of SQLite say of the same run.</summary>
[Collection("Postgres")]
public sealed class NamedQueryTests(RecordedRun recorded) : IAsyncLifetime
{
    private static readonly string[] Differs = ["pipeline", "data", "began", "ended"];

    private TestDatabase database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = new TestDatabase(recorded.Server);
        await using PostgresStore store = new(database.Address, StoredRunFeed.Run, new PostgresOptions());
        await store.OpenAsync(Cancel);
        foreach (SinkBatch batch in StoredRunFeed.Of(recorded.Store))
        {
            await store.WriteAsync(batch, Cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        database?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task All_say_the_same()
    {
        Assert.Equal(NamedQuery.All.Select(q => q.Name), PostgresQuery.All.Select(q => q.Name));
        long from = Timestamp.Parse("2024-03-04T15:00:00Z").Nanoseconds, to = Timestamp.Parse("2024-03-04T17:30:00.000000001Z").Nanoseconds;
        List<Dictionary<string, object>> arguments =
        [
            [],
            new() { ["run"] = 1L },
            new() { ["symbol"] = "DEMO" },
            new() { ["symbol"] = "OTHER'" },
            new() { ["from"] = from, ["to"] = to },
            new() { ["limit"] = 3L },
            new() { ["timeframe"] = "5m", ["from"] = from, ["limit"] = 7L },
            new() { ["node"] = "cross" },
            new() { ["node"] = "ema_fast" },
        ];
        await using PostgresDatabase open = await PostgresDatabase.OpenAsync(database.Address, Cancel);
        HashSet<string> answered = [];
        int asked = 0;
        foreach (NamedQuery query in NamedQuery.All)
        {
            foreach (Dictionary<string, object> given in arguments.Where(a => a.Keys.All(k => query.Sql.Contains(":" + k, StringComparison.Ordinal))))
            {
                List<string> expected = OfSqlite(query, given), found = await OfPostgres(open, query.Name, given);
                Assert.Equal(expected, found);
                asked++;
                if (expected.Count > 1)
                {
                    answered.Add(query.Name);
                }
            }
        }

        Assert.True(asked > 60);
        // The sample has nothing that is missing, late or refused.
        Assert.Equal(NamedQuery.All.Select(q => q.Name).Except(["gaps", "dead_letters"]), answered.Order(StringComparer.Ordinal));
        ArgumentException unknown = await Assert.ThrowsAsync<ArgumentException>(() => OfPostgres(open, "ticks", new() { ["node"] = "x" }));
        Assert.StartsWith("query 'ticks' has no --node; it has --run, --symbol, --from, --to, --limit", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_asks_a_server_as_it_asks_a_file()
    {
        using TemporaryFolder folder = new();
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PAWL_TEST_TIMESCALE") is not null, "the program is given an address without a password");
        string uri = recorded.Server.UriOf(database.Name);
        string[] query = ["db", "query", "profile", "--format", "csv", "--store"];
        Assert.Equal(PawlProgram.Run(folder.Path, [.. query, recorded.Store]).Text, PawlProgram.Run(folder.Path, [.. query, uri]).Text);
        Ending migrated = PawlProgram.Run(folder.Path, "db", "migrate", "--store", uri);
        Assert.Equal((0, $"{database.Address}: schema {PostgresMigrations.Newest}, as it was\n"), (migrated.Code, migrated.Text));
        Ending status = PawlProgram.Run(folder.Path, "db", "status", "--json", "--store", uri);
        using JsonDocument said = JsonDocument.Parse(status.Text);
        Assert.Equal(database.Number("SELECT count(*) FROM ticks"), said.RootElement.GetProperty("rows").GetProperty("ticks").GetInt64());
        Assert.True(said.RootElement.GetProperty("bytes").GetInt64() > 0);
    }

    private List<string> OfSqlite(NamedQuery query, Dictionary<string, object> arguments)
    {
        using StoreReader store = StoreReader.Open(recorded.Store);
        List<string> rows = [];
        IReadOnlyList<string> names = [];
        query.Run(store, arguments, columns => rows.Add(string.Join(',', names = columns)), row => rows.Add(Row(names, row)));
        return rows;
    }

    private static async Task<List<string>> OfPostgres(PostgresDatabase open, string query, Dictionary<string, object> arguments)
    {
        List<string> rows = [];
        IReadOnlyList<string> names = [];
        await PostgresQuery.All.First(q => q.Name == query).RunAsync(open, arguments, columns => rows.Add(string.Join(',', names = columns)), row => rows.Add(Row(names, row)), Cancel);
        return rows;
    }

    /// <summary>What a run is called and when it was made differs; numbers may be written otherwise, and JSON.</summary>
    private static string Row(IReadOnlyList<string> names, IReadOnlyList<string?> values) => string.Join(" | ", values.Select((value, i) =>
        Differs.Contains(names[i], StringComparer.Ordinal) && value?.StartsWith('{') != true ? ""
        : value is null ? "–"
        : value.StartsWith('{') ? TableDump.Canonical(value)
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number.ToString("G12", CultureInfo.InvariantCulture)
        : value));
}
