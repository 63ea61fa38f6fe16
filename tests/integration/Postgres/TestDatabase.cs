using System.Globalization;
using Npgsql;
using Pawl.Persistence.Postgres;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>
/// An empty database of a test's own: on the server that PAWL_TEST_TIMESCALE names, where it is set, else on one of the tests' own.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static int count;

    private readonly NpgsqlConnectionStringBuilder admin;

    public TestDatabase(PostgresServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        Name = string.Create(CultureInfo.InvariantCulture, $"pawl_test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");
        if (Environment.GetEnvironmentVariable("PAWL_TEST_TIMESCALE") is { Length: > 0 } given)
        {
            string theirs = PostgresAddress.IsMeantBy(given) ? ConnectionStringOf(new Uri(given)) : given;
            admin = new NpgsqlConnectionStringBuilder(theirs) { Pooling = false };
        }
        else
        {
            server.Require();
            IsOurs = true;
            admin = new NpgsqlConnectionStringBuilder { Host = Path.GetDirectoryName(server.Socket), Username = PostgresServer.Owner, Database = "postgres", Pooling = false };
        }

        Execute(admin, $"CREATE DATABASE {Name}");
        Own = new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Database = Name };
        Address = PostgresAddress.Parse(Own.ConnectionString);
    }

    public string Name { get; }

    /// <summary>The address as the verbs of the program take it.</summary>
    public string StoreOption => string.Create(CultureInfo.InvariantCulture, $"postgres://{Own.Username}:{Uri.EscapeDataString(Own.Password ?? "")}@{(Own.Host!.StartsWith('/') ? "" : $"{Own.Host}:{Own.Port}")}/{Name}{(Own.Host.StartsWith('/') ? "?host=" + Own.Host : "")}");

    /// <summary>Whether its server is one of the tests, which may be killed.</summary>
    public bool IsOurs { get; }

    public PostgresAddress Address { get; }

    /// <summary>The address with everything in it, for the program.</summary>
    public string Connection => Own.ConnectionString;

    private NpgsqlConnectionStringBuilder Own { get; }

    /// <summary>The same, with a schema of its own.</summary>
    public PostgresAddress AddressOf(string schema) => PostgresAddress.Parse(new NpgsqlConnectionStringBuilder(Own.ConnectionString) { SearchPath = schema }.ConnectionString);

    public void Execute(string sql) => Execute(Own, sql);

    /// <summary>The rows that a query gives, each as the texts of its values, null where there is none.</summary>
    public List<string?[]> Rows(string sql)
    {
        using NpgsqlConnection connection = new(Own.ConnectionString);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    public long Number(string sql) => long.Parse(Assert.Single(Rows(sql))[0]!, CultureInfo.InvariantCulture);

    public void Dispose() => Execute(admin, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private static void Execute(NpgsqlConnectionStringBuilder to, string sql)
    {
        using NpgsqlConnection connection = new(to.ConnectionString);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string ConnectionStringOf(Uri uri)
    {
        string[] user = uri.UserInfo.Split(':', 2);
        NpgsqlConnectionStringBuilder settings = new() { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432, Database = uri.AbsolutePath.Trim('/') };
        settings.Username = Uri.UnescapeDataString(user[0]);
        settings.Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null;
        return settings.ConnectionString;
    }
}
