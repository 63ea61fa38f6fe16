using Pawl.Host.Web;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Host.Commands;

/// <summary>A store on a PostgreSQL server, for verbs that look at it once.</summary>
internal static class ServerStore
{
    /// <summary>Whether <c>--store</c> names a server, and no file.</summary>
    public static bool IsMeantBy(string store) => PostgresAddress.IsMeantBy(store);

    /// <summary>Does something with a database.</summary>
    /// <exception cref="UsageException">The address is wrong.</exception>
    /// <exception cref="StoreException">The server cannot be reached, or refuses.</exception>
    public static T Use<T>(string store, Func<PostgresDatabase, Task<T>> work)
    {
        // Npgsql needs the abstractions of logging, which come with it.
        AspNetFramework.Load();
        PostgresAddress address;
        try
        {
            address = PostgresAddress.Parse(store);
        }
        catch (FormatException e)
        {
            throw new UsageException("--store: " + e.Message);
        }

        return Task.Run(() => UseAsync(address, work)).GetAwaiter().GetResult();
    }

    private static async Task<T> UseAsync<T>(PostgresAddress address, Func<PostgresDatabase, Task<T>> work)
    {
        try
        {
            await using PostgresDatabase database = await PostgresDatabase.OpenAsync(address);
            return await work(database);
        }
        catch (SinkAwayException e)
        {
            throw new StoreException(e.Message, e);
        }
    }
}
