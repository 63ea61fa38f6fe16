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

    /// <summary>An address.</summary>
    /// <param name="store">The address.</param>
    /// <param name="name">What it was given by.</param>
    /// <exception cref="UsageException">It is wrong.</exception>
    public static PostgresAddress Parse(string store, string name)
    {
        // Npgsql needs the abstractions of logging, which come with it.
        AspNetFramework.Load();
        try
        {
            return PostgresAddress.Parse(store);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{name}: {e.Message}");
        }
    }

    /// <summary>Does something with a database.</summary>
    /// <exception cref="UsageException">The address is wrong.</exception>
    /// <exception cref="StoreException">The server cannot be reached, or refuses.</exception>
    public static T Use<T>(string store, Func<PostgresDatabase, Task<T>> work)
    {
        PostgresAddress address = Parse(store, "--store");
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
