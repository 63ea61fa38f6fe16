namespace Pawl.Redis;

/// <summary>The connection of a program to a server: made when it is first needed, and again when it is needed after a loss, which its user is told of.</summary>
/// <param name="options">Where the server is.</param>
public sealed class RedisLink(RedisOptions options) : IAsyncDisposable
{
    private RedisConnection? connection;

    /// <summary>Where the server is.</summary>
    public RedisOptions Options => options;

    /// <summary>The connection, and whether it is another than the last time. One caller at a time.</summary>
    /// <exception cref="RedisException">There is none, and none can be made now.</exception>
    public async ValueTask<(RedisConnection Connection, bool IsNew)> ConnectAsync(CancellationToken cancel = default)
    {
        if (connection is { Lost.IsCompleted: false } living)
        {
            return (living, false);
        }

        if (connection is { } last)
        {
            await last.DisposeAsync();
            connection = null;
        }

        connection = await RedisConnection.ConnectAsync(options, cancel);
        return (connection, true);
    }

    /// <summary>Gives the connection up: the next one is another.</summary>
    public async ValueTask DropAsync()
    {
        if (connection is { } last)
        {
            connection = null;
            await last.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => DropAsync();
}
