using Npgsql;
using NpgsqlTypes;

namespace Pawl.Persistence.Postgres;

/// <summary>One connection to a PostgreSQL database. What goes wrong is said in one line.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    private PostgresDatabase(PostgresAddress address)
    {
        Address = address;
        NpgsqlSlimDataSourceBuilder builder = new(address.Settings.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        source = builder.Build();
        Connection = source.CreateConnection();
    }

    public PostgresAddress Address { get; }

    internal NpgsqlConnection Connection { get; }

    /// <summary>Connects.</summary>
    /// <exception cref="Sinks.SinkAwayException">It cannot be reached, or does not let us in.</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresAddress address, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        PostgresDatabase database = new(address);
        try
        {
            await database.Guard(async () =>
            {
                await database.Connection.OpenAsync(cancel);
                return true;
            });
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>Does something with the connection; whatever goes wrong comes as a line.</summary>
    internal async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (PostgresErrors.Of(e, Address) is var said && !ReferenceEquals(said, e))
        {
            throw PostgresErrors.Of(e, Address);
        }
    }

    internal NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlCommand command = new(sql, Connection);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    internal async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using NpgsqlCommand command = Command(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first value of the first row; null where there is none.</summary>
    internal async Task<T?> ValueAsync<T>(string sql, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand command = Command(sql, parameters);
        return await command.ExecuteScalarAsync(cancel) is T value ? value : default;
    }

    internal static NpgsqlParameter Long(long value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value };

    internal static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value };

    internal static NpgsqlParameter Texts(string[] values) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values };
}
