using System.Net;
using Pawl.Tests.Integration.Postgres;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>The sink of a system as a process: what it writes are the rows of one process with a store in a file.</summary>
[Trait("Speed", "slow")]
public sealed class DatabaseSinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_database_that_is_away_is_waited_for_and_ready_says_so()
    {
        string data = new TickFile(84, 4_000) { MeanMilliseconds = 2_000 }.Write(folder["AAA_trades.csv"]);
        using PostgresServer server = new();
        using TestDatabase database = new(server);
        Assert.SkipUnless(database.IsOurs, "another's server is not killed");
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml")) { Database = database.Connection };
        server.Kill();
        ClusterSystem.Role sink = cluster.Start("db-sink");
        Array.ForEach((string[])["candle-aggregator", "engine-executor"], role => cluster.Start(role));
        cluster.Start("tick-collector", "-d", data, "--name", "day").WaitForEnd();
        sink.Ask("/health/ready", (code, said) => code == HttpStatusCode.ServiceUnavailable && said.Contains("cannot be reached", StringComparison.Ordinal));
        sink.Signal("TERM");
        sink.WaitForEnd();
        Assert.True(sink.Code == 0, sink.Said);
        sink.Start();
        server.Start();
        sink.Ask("/health/ready", (code, _) => code == HttpStatusCode.OK);
        StoredRows.Compare(cluster, database, [data]);

        // And with its NATS server away.
        cluster.Server.Kill();
        sink.Ask("/health/ready", (code, said) => code == HttpStatusCode.ServiceUnavailable && said == "the NATS server is away\n");
        sink.Signal("TERM");
        sink.WaitForEnd();
        Assert.True(sink.Code == 0, sink.Said);
    }

    [Fact]
    public void Without_an_address_and_with_a_wrong_one_a_line_says_what_to_do_and_no_password()
    {
        string[] role = ["service", "db-sink", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "--port", "0"];
        Ending none = Sink("");
        Assert.Equal(2, none.Code);
        Assert.EndsWith("pawl: database.address is not set: write in the environment PAWL__DATABASE__ADDRESS=postgres://USER:PASSWORD@HOST:5432/DATABASE\n", none.Error, StringComparison.Ordinal);
        Ending wrong = Sink("postgres://me:geheim@host:port/market");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("pawl: database.address: the database's address is wrong: its port is no number from 1 to 65535", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", wrong.Error, StringComparison.Ordinal);

        Ending Sink(string address) => PawlProgram.Shell(
            folder.Path, $"PAWL__NATS__INTERNAL=nats://p:i@127.0.0.1:1 PAWL__NATS__EXTERNAL=nats://b:b@127.0.0.1:1 PAWL__DATABASE__ADDRESS={address} pawl {string.Join(' ', role)}");
    }
}
