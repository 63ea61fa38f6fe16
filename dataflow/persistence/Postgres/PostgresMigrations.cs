using Npgsql;
using Pawl.Recovery;

namespace Pawl.Persistence.Postgres;

/// <summary>
/// Brings a database to the schema of this program: numbered files, each applied once, only forward, under a lock that the server keeps, so
/// that two may begin at once. Everything lies in the schema that the connection's search path begins with.
/// </summary>
public static class PostgresMigrations
{
    /// <summary>The first half of the lock's name: "Pawl"; the other half is the schema.</summary>
    private const int Lock = 0x5061776C;

    private static readonly IReadOnlyList<Migration> All = Migration.In(typeof(PostgresMigrations).Assembly);

    /// <summary>The newest schema that this program knows.</summary>
    public static long Newest => All[^1].Number;

    /// <summary>Applies what is not applied yet, and sets TimescaleDB up where it is there.</summary>
    /// <returns>The names of those that were applied now.</returns>
    /// <exception cref="StoreException">It was written by a newer program, or has tables of somebody else.</exception>
    /// <exception cref="Sinks.SinkAwayException">It cannot be reached, or does not let us.</exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(PostgresDatabase database, PostgresOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        return database.Guard(async () =>
        {
            await database.ExecuteAsync(FormattableString.Invariant($"SELECT pg_advisory_lock({Lock}, hashtext(current_schema()))"), cancel);
            IReadOnlyList<string> applied = await ApplyInLockAsync(database, cancel);
            await Timescale.ApplyAsync(database, options, cancel);
            // A lock of a connection that ends before it comes here ends with it.
            await database.ExecuteAsync(FormattableString.Invariant($"SELECT pg_advisory_unlock({Lock}, hashtext(current_schema()))"), cancel);
            return applied;
        });
    }

    /// <summary>Refuses to read what has none of our tables, or those of another program.</summary>
    /// <returns>The newest schema that was applied.</returns>
    public static Task<long> RequireAsync(PostgresDatabase database, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Guard(async () =>
        {
            IReadOnlyList<(long Number, string Name, string Checksum)> applied = await AppliedAsync(database, cancel);
            if (applied.Count == 0)
            {
                throw new StoreException($"{database.Address}: has no tables of pawl; 'pawl db migrate --store {database.Address}' makes them");
            }

            if (Migration.Pending(All, applied, database.Address.ToString()).Count > 0)
            {
                throw new StoreException($"{database.Address}: was written by an older pawl; 'pawl db migrate --store {database.Address}' brings it to schema {Newest}, keeping all");
            }

            return applied.Max(a => a.Number);
        });
    }

    private static async Task<IReadOnlyList<string>> ApplyInLockAsync(PostgresDatabase database, CancellationToken cancel)
    {
        IReadOnlyList<Migration> pending = Migration.Pending(All, await AppliedAsync(database, cancel), database.Address.ToString());
        if (pending.Count == 0)
        {
            return [];
        }

        await using NpgsqlTransaction transaction = await database.Connection.BeginTransactionAsync(cancel);
        if (pending.Count == All.Count)
        {
            await database.ExecuteAsync("CREATE TABLE pawl_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied TIMESTAMPTZ NOT NULL DEFAULT now())", cancel);
        }

        foreach (Migration migration in pending)
        {
            try
            {
                await database.ExecuteAsync(migration.Sql, cancel);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateFunction)
            {
                throw new StoreException($"{database.Address}: has tables of another program ({e.MessageText}); choose another database, or a schema of its own with '?search_path=NAME'", e);
            }

            await using NpgsqlCommand insert = database.Command(
                "INSERT INTO pawl_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                PostgresDatabase.Long(migration.Number), PostgresDatabase.Text(migration.Name), PostgresDatabase.Text(migration.Checksum));
            await insert.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return [.. pending.Select(m => m.ToString())];
    }

    private static async Task<IReadOnlyList<(long Number, string Name, string Checksum)>> AppliedAsync(PostgresDatabase database, CancellationToken cancel)
    {
        List<(long, string, string)> applied = [];
        if (!await database.ValueAsync<bool>("SELECT to_regclass(quote_ident(current_schema()) || '.pawl_migrations') IS NOT NULL", cancel))
        {
            return applied;
        }

        await using NpgsqlCommand select = database.Command("SELECT number, name, checksum FROM pawl_migrations ORDER BY number");
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            applied.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }
}
