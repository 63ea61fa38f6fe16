using System.Globalization;
using Pawl.Persistence;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>A server that is killed, a wire that is cut, a sink that dies: the rows end as those of an undisturbed run.</summary>
[Collection("Postgres")]
public sealed class ServerLossTests(RecordedRun recorded) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_in_the_midst_loses_and_doubles_nothing()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PAWL_TEST_TIMESCALE") is not null, "another's server is not killed");
        using PostgresServer server = new();
        server.Require();
        using TestDatabase database = new(server);
        List<SinkBatch> batches = StoredRunFeed.Of(recorded.Store);
        await using (SinkQueue sink = await OpenAsync(database.Address, memory: 1))
        {
            for (int i = 0; i < batches.Count; i++)
            {
                if (i % 3 == 1)
                {
                    server.Kill();
                }

                await sink.AcceptAsync(batches[i], Cancel);
                if (i % 3 == 2)
                {
                    server.Start();
                }
            }

            if (batches.Count % 3 == 2)
            {
                server.Start();
            }

            await sink.FlushAsync(Cancel);
        }

        AssertEqual(database);
    }

    /// <summary>At every stage of a transaction: connecting, cursors, rows, commit.</summary>
    [Fact]
    public async Task A_wire_that_is_cut_anywhere_loses_and_doubles_nothing()
    {
        using TestDatabase database = new(recorded.Server);
        recorded.Server.Require();
        await using CutWire wire = new(recorded.Server.Socket);
        Random random = new(11);
        PostgresAddress address = PostgresAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.Owner}@127.0.0.1:{wire.Port}/{database.Name}?sslmode=disable"));
        await using (SinkQueue sink = await OpenAsync(address, memory: 1))
        {
            foreach (SinkBatch batch in StoredRunFeed.Of(recorded.Store))
            {
                wire.CutAfter(random.Next(2) == 0 ? random.Next(4_000) : random.Next(400_000));
                await sink.AcceptAsync(batch, Cancel);
                await sink.FlushAsync(Cancel);
            }
        }

        Assert.True(wire.Cuts > 0);
        AssertEqual(database);
    }

    /// <summary>Of each sink something is written, something spilled, something neither; the next one goes on with what the folder and the database say.</summary>
    [Fact]
    public async Task Sinks_that_end_anywhere_lose_and_double_nothing()
    {
        using TestDatabase database = new(recorded.Server);
        recorded.Server.Require();
        List<SinkBatch> batches = StoredRunFeed.Of(recorded.Store);
        string[] streams = [.. batches.SelectMany(b => b.Moves).Select(m => m.Stream).Distinct(StringComparer.Ordinal)];
        await using CutWire wire = new(recorded.Server.Socket);
        PostgresAddress address = PostgresAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"postgres://{PostgresServer.Owner}@127.0.0.1:{wire.Port}/{database.Name}?sslmode=disable"));
        Random random = new(5);
        for (int round = 0; round < 12; round++)
        {
            await using SinkQueue sink = await OpenAsync(address, memory: 1);
            IReadOnlyDictionary<string, long> cursors = await sink.CursorsAsync(streams, Cancel);
            wire.CutAfter(random.Next(200_000));
            int taken = round == 11 ? int.MaxValue : random.Next(3);
            foreach (SinkBatch batch in batches.Where(b => b.Moves[0].After >= cursors[b.Moves[0].Stream]).Take(taken))
            {
                await sink.AcceptAsync(batch, Cancel);
            }

            if (round == 11)
            {
                await sink.FlushAsync(Cancel);
            }
        }

        AssertEqual(database);
    }

    /// <summary>Cursors of a sink that woke up late do not go back, and what it holds changes nothing.</summary>
    [Fact]
    public async Task Two_sinks_of_one_run_end_with_the_same_rows()
    {
        using TestDatabase database = new(recorded.Server);
        List<SinkBatch> batches = StoredRunFeed.Of(recorded.Store);
        await using (SinkQueue one = await OpenAsync(database.Address, memory: long.MaxValue, "one"))
        {
            await using SinkQueue two = await OpenAsync(database.Address, memory: long.MaxValue, "two");
            await Task.WhenAll(Task.Run(() => FeedAsync(one, batches), Cancel), Task.Run(() => FeedAsync(two, batches), Cancel));
        }

        AssertEqual(database);
    }

    private static async Task FeedAsync(SinkQueue sink, List<SinkBatch> batches)
    {
        foreach (SinkBatch batch in batches)
        {
            await sink.AcceptAsync(batch, Cancel);
        }

        await sink.FlushAsync(Cancel);
    }

    private Task<SinkQueue> OpenAsync(PostgresAddress address, long memory, string name = "spill") => SinkQueue.OpenAsync(
        new PostgresStore(address, StoredRunFeed.Run, new PostgresOptions()),
        new SinkOptions { Folder = folder[name], MemoryBytes = memory, FileBytes = 100_000, RetryFrom = TimeSpan.FromMilliseconds(10), RetryUpTo = TimeSpan.FromMilliseconds(100) },
        Cancel);

    private void AssertEqual(TestDatabase database)
    {
        foreach (SinkTable table in SinkTable.All)
        {
            Assert.Equal(TableDump.OfSqlite(recorded.Store, table), TableDump.OfPostgres(database, table));
        }
    }
}
