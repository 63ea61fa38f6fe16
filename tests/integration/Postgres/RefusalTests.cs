using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>A server that does not let us in is said in one line, with what to do, and without the password.</summary>
[Collection("Postgres")]
public sealed class RefusalTests(RecordedRun recorded) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("login", "wrong%25secret", "postgres", "the server does not let 'login' in: give the right user and password, by PGPASSWORD or PGPASSFILE")]
    [InlineData("nobody", "secret", "postgres", "the server does not let 'nobody' in: give the right user and password, by PGPASSWORD or PGPASSFILE")]
    [InlineData("login", "right%25word", "missing", "there is no database 'missing': make it with 'createdb missing'")]
    [InlineData("login", "right%25word", "own", "'login' may not do that (permission denied for schema public): let the owner of the database run 'pawl db migrate', and grant SELECT, INSERT, UPDATE and TEMPORARY")]
    [InlineData("reader", "right%25word", "own", "'reader' may only read there: name the primary server, or another user")]
    public async Task Who_is_not_let_in_is_told_why(string user, string password, string database, string line)
    {
        recorded.Server.Require();
        using TestDatabase own = new(recorded.Server);
        string name = database == "own" ? own.Name : database;
        own.Execute($"""
            DROP ROLE IF EXISTS login;
            DROP ROLE IF EXISTS reader;
            CREATE ROLE login LOGIN PASSWORD '{PostgresServer.Password}';
            CREATE ROLE reader LOGIN PASSWORD '{PostgresServer.Password}';
            ALTER ROLE reader SET default_transaction_read_only = on;
            """);
        PostgresAddress address = PostgresAddress.Parse(recorded.Server.UriOf(name, $"{user}:{password}"));
        await using PostgresStore store = new(address, StoredRunFeed.Run, new PostgresOptions());
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => SinkQueue.OpenAsync(store, new SinkOptions { Folder = folder["spill"] }, Cancel));
        Assert.Equal($"{address}: {line}", refused.Message);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("word@", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_waited_for_by_a_sink_and_said_by_a_verb()
    {
        string nowhere = $"postgres://me:secret@/db?host={folder.Path}";
        await using SinkQueue sink = await SinkQueue.OpenAsync(
            new PostgresStore(PostgresAddress.Parse(nowhere), StoredRunFeed.Run, new PostgresOptions()), new SinkOptions { Folder = folder["spill"] }, Cancel);
        Assert.Equal(SinkState.Away, sink.Status.State);
        Assert.StartsWith($"postgres://me@/db?host={folder.Path}: cannot be reached (", sink.Status.Reason, StringComparison.Ordinal);
        Assert.EndsWith("): is the server running there?", sink.Status.Reason, StringComparison.Ordinal);

        Ending status = PawlProgram.Run(folder.Path, "db", "status", "--store", nowhere);
        Assert.Equal(1, status.Code);
        Assert.Equal("pawl: " + sink.Status.Reason, Assert.Single(status.ErrorLines));
    }

    [Theory]
    [InlineData("postgres://me:secret@host/db?colour=blue", "there is no parameter 'colour'")]
    [InlineData("postgres://me:secret@host:port/db", "its port is no number from 1 to 65535")]
    [InlineData("postgres:me:secret", "'//' is missing behind 'postgres:'")]
    [InlineData("postgres://me:secret@host/db?sslmode", "its parameter 'sslmode' has no value")]
    [InlineData("postgres://me:secret@host/db?sslmode=secret", "it cannot be read")]
    [InlineData("Host=host;Password=secret;Colour=secret", "it cannot be read")]
    public void An_address_that_is_wrong_is_refused_without_being_repeated(string text, string what)
    {
        FormatException wrong = Assert.Throws<FormatException>(() => PostgresAddress.Parse(text));
        Assert.Equal($"the database's address is wrong: {what}; write postgres://USER@HOST:PORT/DATABASE; a password is better given by PGPASSWORD or PGPASSFILE", wrong.Message);
    }

    [Fact]
    public void An_address_is_shown_without_its_password()
    {
        Assert.Equal("postgres://a@b@db.example:5433/c d", PostgresAddress.Parse("postgresql://a%40b:s%3Aecret@db.example:5433/c%20d?sslmode=require&search_path=x").ToString());
        Assert.Equal("postgres://localhost:5432/", PostgresAddress.Parse("postgres://").ToString());
        Assert.Equal("postgres://me@/db?host=/run/x", PostgresAddress.Parse("postgres://me:secret@/db?host=/run/x").ToString());
        Assert.Equal("postgres://me@[::1]:5432/db", PostgresAddress.Parse("postgres://me:secret@[::1]/db").ToString());
    }
}
