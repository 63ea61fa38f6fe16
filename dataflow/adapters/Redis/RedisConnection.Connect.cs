using System.Globalization;
using System.Net.Sockets;
using Pawl.Redis.Protocol;

namespace Pawl.Redis;

// From the first byte to a server that has let this client in.
public sealed partial class RedisConnection
{
    /// <summary>Connects and logs in.</summary>
    /// <exception cref="RedisRefusedException">The server does not let this user in.</exception>
    /// <exception cref="RedisException">It could not be done; the message says at which step, with the address and without passwords.</exception>
    public static async Task<RedisConnection> ConnectAsync(RedisOptions options, CancellationToken cancel = default)
    {
        RedisConnection connection = new(options, await OpenAsync(options, cancel));
        connection.Start();
        return connection;
    }

    /// <summary>A stream to a server that has let this client in.</summary>
    internal static async Task<Stream> OpenAsync(RedisOptions options, CancellationToken cancel)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.ConnectTimeout);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, limit.Token);
            NetworkStream opened = new(socket, ownsSocket: true);
            await GreetAsync(opened, options, limit.Token);
            return opened;
        }
        catch (Exception e)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw e switch
            {
                OperationCanceledException => new RedisException($"{options}: no answer within {options.ConnectTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s", e),
                SocketException s => new RedisException($"{options}: cannot be reached: {s.Message}", e),
                IOException => new RedisException($"{options}: the server closed the connection before it let this program in", e),
                RedisErrorException { IsRefusal: true } or RedisErrorException { Code: "ERR" } => new RedisRefusedException($"{options}: {e.Message}", e),
                RedisException => new RedisException($"{options}: {e.Message}", e),
                _ => e,
            };
        }
    }

    private static async Task GreetAsync(Stream opened, RedisOptions options, CancellationToken cancel)
    {
        List<RedisCommand> greeting = [];
        if (options.Password is { } password)
        {
            greeting.Add(options.User is { } user ? new RedisCommand("AUTH", user, password) : new RedisCommand("AUTH", password));
        }

        greeting.Add(new RedisCommand("CLIENT", "SETNAME", options.Name));
        if (options.Database != 0)
        {
            greeting.Add(new RedisCommand("SELECT").Add(options.Database));
        }

        // A server that is still reading its files answers this with LOADING.
        greeting.Add(new RedisCommand("PING"));
        SendBuffer words = new();
        greeting.ForEach(command => command.WriteTo(words));
        await opened.WriteAsync(words.Written, cancel);
        RespReader answers = new(opened, 1 << 16, 16);
        foreach (RedisCommand _ in greeting)
        {
            (await answers.ReadAsync(cancel)).Checked();
        }
    }
}
